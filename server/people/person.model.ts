import { Schema, model, type Types } from 'mongoose'
import { counties, type County } from '#shared/counties'
import { employmentProofKinds, roles, type Role } from '#shared/people'

/** Encrypted identity of a person; `*Index` are keyed blind indexes for exact look-up. */
export interface StoredIdentity {
  nameCipher: string
  residentIdCipher: string
  residentIdIndex: string
  mobileCipher: string
  mobileIndex: string
  /** Of name and day of birth together; absent where a document tells no day, and in older records. */
  nameBirthIndex?: string
}

export interface StoredAccount {
  bankName: string
  cardCipher: string
  cardIndex: string
  confirmedAt: Date
}

export interface StoredEmployment {
  employerName: string
  proofKind: (typeof employmentProofKinds)[number]
  proofNumber: string
  employedSince: string
}

/** A number that WeChat vouched for and that no form has taken yet. */
export interface StoredBoundMobile {
  mobileCipher: string
  boundAt: Date
}

export interface Person {
  _id: Types.ObjectId
  openidIndex: string
  openidCipher: string
  /** Since when that is their WeChat account; absent where it always was. A sign-in keeps what stood here. */
  openidSince?: Date
  displayName: string
  roles: Role[]
  institutionId: Types.ObjectId | null
  /** Null in anybody but an evaluation body's own people; absent in records from before there were any. */
  evaluationBodyId?: Types.ObjectId | null
  /** The county whose officer somebody is; null or absent: the city's, or no officer. */
  county?: County | null
  /** Key of a demonstration person; absent for everybody else. */
  demoKey?: string
  identity: StoredIdentity | null
  boundMobile?: StoredBoundMobile | null
  payeeAccount: StoredAccount | null
  employment: StoredEmployment | null
  isBlocked: boolean
  createdAt: Date
}

const text = { type: String, required: true } as const

const personSchema = new Schema<Person>(
  {
    openidIndex: text,
    openidCipher: text,
    openidSince: { type: Date },
    displayName: text,
    roles: { type: [{ type: String, enum: roles }], required: true },
    institutionId: { type: Schema.Types.ObjectId, default: null },
    evaluationBodyId: { type: Schema.Types.ObjectId, default: null },
    county: { type: String, enum: [...counties, null], default: null },
    demoKey: { type: String },
    identity: {
      type: new Schema<StoredIdentity>(
        {
          nameCipher: text,
          residentIdCipher: text,
          residentIdIndex: text,
          mobileCipher: text,
          mobileIndex: text,
          nameBirthIndex: { type: String },
        },
        { _id: false },
      ),
      default: null,
    },
    boundMobile: {
      type: new Schema<StoredBoundMobile>(
        { mobileCipher: text, boundAt: { type: Date, required: true } },
        { _id: false },
      ),
      default: null,
    },
    payeeAccount: {
      type: new Schema<StoredAccount>(
        { bankName: text, cardCipher: text, cardIndex: text, confirmedAt: { type: Date, required: true } },
        { _id: false },
      ),
      default: null,
    },
    employment: {
      type: new Schema<StoredEmployment>(
        {
          employerName: text,
          proofKind: { ...text, enum: employmentProofKinds },
          proofNumber: text,
          employedSince: text,
        },
        { _id: false },
      ),
      default: null,
    },
    isBlocked: { type: Boolean, default: false },
    createdAt: { type: Date, required: true },
  },
  { collection: 'people', versionKey: false, strict: 'throw' },
)
personSchema.index({ openidIndex: 1 }, { unique: true })
personSchema.index({ roles: 1 })
personSchema.index({ demoKey: 1 }, { unique: true, sparse: true })
personSchema.index(
  { 'identity.residentIdIndex': 1 },
  { unique: true, partialFilterExpression: { 'identity.residentIdIndex': { $exists: true } } },
)
personSchema.index({ 'identity.mobileIndex': 1 }, { sparse: true })
personSchema.index({ 'identity.nameBirthIndex': 1 }, { sparse: true })

export const People = model('Person', personSchema)
