import { Schema, model, type Types } from 'mongoose'
import type { CertificateKind, CertificateLevel } from '#shared/certificate-kinds'
import { certificateSources, type CertificateSource, type CertificateStanding } from '#shared/certificates'
import { certificateKinds } from '#shared/classes'

/** What the national site has said; `lookup_failed` is none of it, but that it could not be asked. */
export const answeredStandings = ['unverified', 'verified', 'differs', 'not_found', 'revoked'] as const
export type AnsweredStanding = Exclude<CertificateStanding, 'lookup_failed'>

/** A certificate that somebody holds: of a class, or added by them. */
export interface HeldCertificate {
  _id: Types.ObjectId
  personId: Types.ObjectId
  source: CertificateSource
  /** The training with which it stands; null for one that its owner added. */
  enrolmentId: Types.ObjectId | null
  /** Row of the annex of that class. */
  tradeSeq: number | null
  kind: CertificateKind
  number: string
  /** Kind and canonical number. */
  numberKey: string
  /** The same, where more than its owner's word stands behind it: such a number has one holder. */
  provenKey?: string
  level: CertificateLevel | null
  /** The trade in the words of the site. */
  trade: string | null
  issuer: string | null
  issuedOn: string | null
  expiresOn: string | null
  standing: AnsweredStanding
  /** What the site has otherwise, in words for the owner. */
  differences: string[]
  /** Programme date of the last answer; null = there has been none. */
  checkedOn: string | null
  /** Look-ups in a row without an answer. */
  failures: number
  lastAskedAt: Date | null
  nextLookUpAt: Date
  addedAt: Date
  revision: number
}

const text = { type: String, required: true } as const
const nothing = { type: String, default: null } as const
const objectId = { type: Schema.Types.ObjectId } as const
const date = { type: Date, required: true } as const

const heldCertificateSchema = new Schema<HeldCertificate>(
  {
    personId: { ...objectId, required: true },
    source: { ...text, enum: certificateSources },
    enrolmentId: { ...objectId, default: null },
    tradeSeq: { type: Number, default: null },
    kind: { ...text, enum: certificateKinds },
    number: text,
    numberKey: text,
    provenKey: { type: String },
    level: { type: Number, default: null },
    trade: nothing,
    issuer: nothing,
    issuedOn: nothing,
    expiresOn: nothing,
    standing: { ...text, enum: answeredStandings },
    differences: [{ type: String }],
    checkedOn: nothing,
    failures: { type: Number, required: true },
    lastAskedAt: { type: Date, default: null },
    nextLookUpAt: date,
    addedAt: date,
    revision: { type: Number, required: true },
  },
  { collection: 'held_certificates', versionKey: false, strict: 'throw' },
)
heldCertificateSchema.index({ personId: 1, numberKey: 1 }, { unique: true })
heldCertificateSchema.index(
  { provenKey: 1 },
  { unique: true, partialFilterExpression: { provenKey: { $exists: true } } },
)
heldCertificateSchema.index({ enrolmentId: 1 }, { sparse: true })
heldCertificateSchema.index({ nextLookUpAt: 1 })
heldCertificateSchema.index({ expiresOn: 1 })

export const HeldCertificates = model('HeldCertificate', heldCertificateSchema)
