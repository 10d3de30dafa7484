import { Schema, model, type Types } from 'mongoose'
import { noticeKinds, type NoticeKind } from '#shared/notice-rules'

/** A message in the in-app inbox: the record of truth, whatever becomes of its copies. */
export interface Notification {
  _id: Types.ObjectId
  personId: Types.ObjectId
  kind: NoticeKind
  title: string
  body: string
  claimId: Types.ObjectId | null
  enrolmentId: Types.ObjectId | null
  classId: Types.ObjectId | null
  amountFen: number | null
  /** What a job tells once only; absent where the event itself happens once. */
  onceKey?: string
  /** Programme time. */
  createdAt: Date
  readAt: Date | null
}

const notificationSchema = new Schema<Notification>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    kind: { type: String, enum: noticeKinds, required: true },
    title: { type: String, required: true },
    body: { type: String, required: true },
    claimId: { type: Schema.Types.ObjectId, default: null },
    enrolmentId: { type: Schema.Types.ObjectId, default: null },
    classId: { type: Schema.Types.ObjectId, default: null },
    amountFen: { type: Number, default: null },
    onceKey: { type: String },
    createdAt: { type: Date, required: true },
    readAt: { type: Date, default: null },
  },
  { collection: 'notifications', versionKey: false, strict: 'throw' },
)
notificationSchema.index({ personId: 1, _id: -1 })
notificationSchema.index({ personId: 1, readAt: 1 })
notificationSchema.index(
  { onceKey: 1 },
  { unique: true, partialFilterExpression: { onceKey: { $exists: true } } },
)

export const Notifications = model('Notification', notificationSchema)
