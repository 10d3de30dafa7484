import { Schema, model, type Types } from 'mongoose'

/** How many papers nobody had to hand in; one record, counted on from the last claim that was looked at. */
export interface PaperCount {
  _id: 'all'
  papers: number
  claims: number
  /** The newest claim that is counted. */
  upToId: Types.ObjectId
  countedAt: Date
}

const paperCountSchema = new Schema<PaperCount>(
  {
    _id: { type: String, required: true, enum: ['all'] },
    papers: { type: Number, required: true },
    claims: { type: Number, required: true },
    upToId: { type: Schema.Types.ObjectId, required: true },
    countedAt: { type: Date, required: true },
  },
  { collection: 'paper_counts', versionKey: false, strict: 'throw' },
)

export const PaperCounts = model('PaperCount', paperCountSchema)
