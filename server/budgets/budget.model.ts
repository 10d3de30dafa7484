import { Schema, model, type Types } from 'mongoose'
import { counties, type County } from '#shared/counties'
import { fundEntryKinds, type FundEntryKind, type FundSums } from '#shared/budgets'

/** Money of one source for one year. Its sums are what its entries come to. */
export interface BudgetLine extends FundSums {
  _id: Types.ObjectId
  source: string
  year: number
  /** Whose money it is; null or absent: the city's. */
  county?: County | null
  revision: number
}

/** Something that happened to the money of a line. Never changed and never deleted. */
export interface FundEntry {
  _id: Types.ObjectId
  at: Date
  lineId: Types.ObjectId
  kind: FundEntryKind
  amountFen: number
  /** The document, or the number of the batch. */
  document: string
  batchId: Types.ObjectId | null
  /** Null: it came with the demonstration. */
  actorId: Types.ObjectId | null
}

const text = { type: String, required: true } as const
const objectId = { type: Schema.Types.ObjectId, required: true } as const
const fen = { type: Number, required: true, min: 0 } as const

const lineSchema = new Schema<BudgetLine>(
  {
    source: text,
    year: { type: Number, required: true },
    county: { type: String, enum: [...counties, null], default: null },
    plannedFen: fen,
    committedFen: fen,
    paidFen: fen,
    revision: { type: Number, required: true },
  },
  { collection: 'budget_lines', versionKey: false, strict: 'throw' },
)
lineSchema.index({ source: 1, year: 1, county: 1 }, { unique: true })

export const BudgetLines = model('BudgetLine', lineSchema)

const entrySchema = new Schema<FundEntry>(
  {
    at: { type: Date, required: true },
    lineId: objectId,
    kind: { ...text, enum: fundEntryKinds },
    amountFen: { ...fen, min: 1 },
    document: text,
    batchId: { type: Schema.Types.ObjectId, default: null },
    actorId: { type: Schema.Types.ObjectId, default: null },
  },
  { collection: 'fund_entries', versionKey: false, strict: 'throw' },
)
entrySchema.index({ lineId: 1, _id: -1 })

export const FundEntries = model('FundEntry', entrySchema)
