import { Schema, model, type Types } from 'mongoose'

/** A file on its way: so many parts, of which some have arrived. */
export interface Upload {
  _id: Types.ObjectId
  ownerId: Types.ObjectId
  letters: number
  forgetAt: Date
}

/** One part of a file. */
export interface UploadPart {
  /** Upload and number of the part. */
  _id: string
  uploadId: Types.ObjectId
  index: number
  crc: number
  /** Encrypted: what people send are rosters and certificates. */
  sealed: string
  forgetAt: Date
}

const objectId = { type: Schema.Types.ObjectId, required: true } as const
const number = { type: Number, required: true } as const
const text = { type: String, required: true } as const
const date = { type: Date, required: true } as const

const uploadSchema = new Schema<Upload>(
  { ownerId: objectId, letters: number, forgetAt: date },
  { collection: 'uploads', versionKey: false, strict: 'throw' },
)
uploadSchema.index({ ownerId: 1, _id: -1 })
uploadSchema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 })

export const Uploads = model('Upload', uploadSchema)

const partSchema = new Schema<UploadPart>(
  { _id: text, uploadId: objectId, index: number, crc: number, sealed: text, forgetAt: date },
  { collection: 'upload_parts', versionKey: false, strict: 'throw' },
)
partSchema.index({ uploadId: 1, index: 1 })
partSchema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 })

export const UploadParts = model('UploadPart', partSchema)
