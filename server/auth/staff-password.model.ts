import { Schema, model, type Types } from 'mongoose'

/** The name and password with which somebody of the staff signs in on a desktop. Its id is the person's. */
export interface StaffPassword {
  _id: Types.ObjectId
  /** In small letters: stands once. */
  name: string
  /** Both in base64. */
  salt: string
  hash: string
  /** scrypt's cost, block size and parallelisation, as they were when it was set. */
  cost: { n: number; r: number; p: number }
  setAt: Date
}

const staffPasswordSchema = new Schema<StaffPassword>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    name: { type: String, required: true },
    salt: { type: String, required: true },
    hash: { type: String, required: true },
    cost: {
      type: new Schema<StaffPassword['cost']>(
        {
          n: { type: Number, required: true },
          r: { type: Number, required: true },
          p: { type: Number, required: true },
        },
        { _id: false },
      ),
      required: true,
    },
    setAt: { type: Date, required: true },
  },
  { collection: 'staff_passwords', versionKey: false, strict: 'throw' },
)
staffPasswordSchema.index({ name: 1 }, { unique: true })

export const StaffPasswords = model('StaffPassword', staffPasswordSchema)
