import { Schema, model, type Types } from 'mongoose'

/** A desktop that waits for a member of staff to let it in from the phone. */
export interface DesktopSignIn {
  _id: Types.ObjectId
  /** Keyed index of the code that the phone scans: forty bits could be guessed from a plain hash. */
  codeIndex: string
  /** Hash of the secret that only this desktop has. */
  secretHash: string
  /** Its key is encrypted: with a stolen copy of it a refresh token would be worth something. */
  device: { name: string; keyCipher: string }
  number: number
  /** Among them the number, in ascending order: their order says nothing. */
  numbers: number[]
  state: 'waiting' | 'confirmed' | 'rejected' | 'taken'
  /** Whoever opened it first on a phone: it is nobody else's from then on. */
  openedById: Types.ObjectId | null
  /** The phone's sign-in that let the desktop in. */
  confirmedIn: Types.ObjectId | null
  requestedAt: Date
  expiresAt: Date
}

const states: DesktopSignIn['state'][] = ['waiting', 'confirmed', 'rejected', 'taken']

const desktopSignInSchema = new Schema<DesktopSignIn>(
  {
    codeIndex: { type: String, required: true },
    secretHash: { type: String, required: true },
    device: {
      type: new Schema<DesktopSignIn['device']>(
        { name: { type: String, required: true }, keyCipher: { type: String, required: true } },
        { _id: false },
      ),
      required: true,
    },
    number: { type: Number, required: true },
    numbers: { type: [Number], required: true },
    state: { type: String, enum: states, default: 'waiting' },
    openedById: { type: Schema.Types.ObjectId, default: null },
    confirmedIn: { type: Schema.Types.ObjectId, default: null },
    requestedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'desktop_sign_ins', versionKey: false, strict: 'throw' },
)
desktopSignInSchema.index({ codeIndex: 1 }, { unique: true })
desktopSignInSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export const DesktopSignIns = model('DesktopSignIn', desktopSignInSchema)
