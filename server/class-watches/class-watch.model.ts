import { Schema, model, type Types } from 'mongoose'
import { searchAreas, type SearchArea } from '#shared/trade-searches'

/** Somebody wants to hear when a class of this trade opens. */
export interface ClassWatch {
  _id: Types.ObjectId
  personId: Types.ObjectId
  tradeSeq: number
  /** Where; null = anywhere in the city. */
  area: SearchArea | null
  since: Date
}

const classWatchSchema = new Schema<ClassWatch>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    tradeSeq: { type: Number, required: true },
    area: { type: String, enum: [...searchAreas, null], default: null },
    since: { type: Date, required: true },
  },
  { collection: 'class_watches', versionKey: false, strict: 'throw' },
)
classWatchSchema.index({ personId: 1, tradeSeq: 1 }, { unique: true })
classWatchSchema.index({ tradeSeq: 1, _id: 1 })

export const ClassWatches = model('ClassWatch', classWatchSchema)

/** That everybody who waited for such a class has been told of this one. */
interface ClassAnnouncement {
  _id: Types.ObjectId
  announcedAt: Date
}

const classAnnouncementSchema = new Schema<ClassAnnouncement>(
  { _id: { type: Schema.Types.ObjectId, required: true }, announcedAt: { type: Date, required: true } },
  { collection: 'class_announcements', versionKey: false, strict: 'throw' },
)

/** By class. */
export const ClassAnnouncements = model('ClassAnnouncement', classAnnouncementSchema)
