import { Schema, model } from 'mongoose'
import { searchAreas, unmetKinds, type SearchArea, type UnmetKind } from '#shared/trade-searches'

/**
 * How often a term was looked for in vain in one area and month. Nothing in it leads to a person: no sign-in, no
 * address, no time but the month.
 */
export interface TradeSearchCount {
  /** Month, kind, area and term: one record for each. */
  _id: string
  term: string
  area: SearchArea | null
  /** Programme month, `YYYY-MM`. */
  month: string
  kind: UnmetKind
  count: number
  /** How often an address named it for the first time on a day: what one person sends again and again counts once a day. */
  sources: number
  /** Ids of the latest reports, so that one sent twice counts once. */
  reportIds: string[]
  /** Real time. */
  expiresAt: Date
}

const tradeSearchCountSchema = new Schema<TradeSearchCount>(
  {
    _id: { type: String, required: true },
    term: { type: String, required: true },
    area: { type: String, enum: [...searchAreas, null], default: null },
    month: { type: String, required: true },
    kind: { type: String, enum: unmetKinds, required: true },
    count: { type: Number, required: true },
    sources: { type: Number, required: true },
    reportIds: { type: [String], required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'trade_search_counts', versionKey: false, strict: 'throw' },
)
tradeSearchCountSchema.index({ month: 1, area: 1 })
tradeSearchCountSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export const TradeSearchCounts = model('TradeSearchCount', tradeSearchCountSchema)
