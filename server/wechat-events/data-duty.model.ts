import { Schema, model, type Types } from 'mongoose'

/** Why something must happen to a person's data. */
export const dataDutyReasons = ['wechat_consent_withdrawn', 'wechat_account_left'] as const
export type DataDutyReason = (typeof dataDutyReasons)[number]

/** A duty towards one person: WeChat has told us that they take back what they had allowed. */
export interface DataDuty {
  /** The event's key, so that one event makes one duty. */
  _id: string
  personId: Types.ObjectId
  reason: DataDutyReason
  /** WeChat's numbers of what was taken back, such as `8` for the phone number; empty = all of it. */
  scope: string
  /** By WeChat's clock. */
  occurredAt: Date
  openedAt: Date
  doneAt: Date | null
}

const dataDutySchema = new Schema<DataDuty>(
  {
    _id: { type: String, required: true },
    personId: { type: Schema.Types.ObjectId, required: true },
    reason: { type: String, enum: dataDutyReasons, required: true },
    scope: { type: String, default: '' },
    occurredAt: { type: Date, required: true },
    openedAt: { type: Date, required: true },
    doneAt: { type: Date, default: null },
  },
  { collection: 'data_duties', versionKey: false, strict: 'throw' },
)
dataDutySchema.index({ doneAt: 1, openedAt: 1 })
dataDutySchema.index({ personId: 1 })

export const DataDuties = model('DataDuty', dataDutySchema)
