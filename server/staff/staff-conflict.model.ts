import { Schema, model, type Types } from 'mongoose'

/** An officer has declared to have to do with an institution. Ended, never deleted: it explains who kept out of what. */
export interface StaffConflict {
  _id: Types.ObjectId
  personId: Types.ObjectId
  institutionId: Types.ObjectId
  why: string
  since: Date
  endedAt: Date | null
}

const staffConflictSchema = new Schema<StaffConflict>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    institutionId: { type: Schema.Types.ObjectId, required: true },
    why: { type: String, required: true },
    since: { type: Date, required: true },
    endedAt: { type: Date, default: null },
  },
  { collection: 'staff_conflicts', versionKey: false, strict: 'throw' },
)
staffConflictSchema.index({ personId: 1, endedAt: 1 })

export const StaffConflicts = model('StaffConflict', staffConflictSchema)
