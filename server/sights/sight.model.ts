import { Schema, model, type Types } from 'mongoose'
import { roles, type Role } from '#shared/people'
import { sightKindNames, type SightKind } from '#shared/sights'

/** Somebody saw data of a person. Kept once a day for each viewer, occasion and case. */
export interface Sight {
  _id: Types.ObjectId
  personId: Types.ObjectId
  viewerId: Types.ObjectId
  /** In which role they looked, and for which institution or evaluation body. */
  role: Role
  institutionId: Types.ObjectId | null
  evaluationBodyId?: Types.ObjectId | null
  kind: SightKind
  /** The claim, class or batch; null for a list. */
  aboutId: Types.ObjectId | null
  /** Day of the real clock, Asia/Shanghai, YYYY-MM-DD. */
  day: string
  /** The first time on that day. */
  at: Date
}

const id = { type: Schema.Types.ObjectId, required: true } as const
const perhapsId = { type: Schema.Types.ObjectId, default: null } as const

const sightSchema = new Schema<Sight>(
  {
    personId: id,
    viewerId: id,
    role: { type: String, required: true, enum: roles },
    institutionId: perhapsId,
    evaluationBodyId: perhapsId,
    kind: { type: String, required: true, enum: sightKindNames },
    aboutId: perhapsId,
    day: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'sights', versionKey: false, strict: 'throw' },
)
sightSchema.index({ personId: 1, viewerId: 1, kind: 1, aboutId: 1, day: 1 }, { unique: true })
sightSchema.index({ personId: 1, _id: -1 })

export const Sights = model('Sight', sightSchema)
