import { Types } from 'mongoose'
import type { Context } from '../context'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { SendSms } from '../sms/sms.client'
import { countTry } from './identity-proof.service'
import { PhoneCodes, type PhoneCode } from './phone-code.model'

/** How long a code counts, in minutes. */
export const PHONE_CODE_MINUTES = 10
const GUESSES = 5
const SENT_A_DAY = 3
const MINUTE_MS = 60_000

/** What a code is for. */
export interface PhoneCodeUse {
  purpose: 'account_move' | 'desk_visit' | 'desk_account'
  /** In a few words, for the SMS. */
  words: string
  /** Whose phone it goes to. */
  personId: Types.ObjectId
  /** Who may use it. */
  askedById: Types.ObjectId
}

/**
 * Sends six digits to somebody's phone, three times a day at the most, whoever asks. It tells nobody whether it did, nor
 * by how long it takes: the provider is called while the answer is on its way. The log says what became of it.
 */
export async function sendPhoneCode(
  { deployment, moment, log }: Context,
  sendSms: SendSms,
  { mobileNumber, ...use }: PhoneCodeUse & { mobileNumber: string },
): Promise<void> {
  const sent = await countTry(`${use.purpose}:${use.personId.toHexString()}`, moment.now)
  if (sent > SENT_A_DAY) return log.warn({ purpose: use.purpose }, 'no more codes to this phone today')
  const code = String(deployment.randomBytes(4).readUInt32BE() % 1_000_000).padStart(6, '0')
  await PhoneCodes.findOneAndUpdate(
    { _id: keyOf(use) },
    {
      codeId: new Types.ObjectId(),
      codeIndex: indexOf(deployment.cipher, use, code),
      guessesLeft: GUESSES,
      expiresAt: new Date(moment.now.getTime() + PHONE_CODE_MINUTES * MINUTE_MS),
    },
    { upsert: true },
  )
  const values = [code, String(PHONE_CODE_MINUTES), use.words]
  sendSms({ mobileNumber, template: 'code', values, context: use.purpose }).then(
    ({ outcome }) => log.info({ purpose: use.purpose, outcome }, 'code sent to a phone'),
    (error: unknown) => log.error({ err: error, purpose: use.purpose }, 'code not sent to a phone'),
  )
}

/**
 * Whether this is the code. Every guess is counted before it is looked at, on its own: it counts although the command
 * around it is refused. @returns the code's name, to be kept where it was used; null for a wrong, old or used-up one
 */
export async function checkPhoneCode(
  { deployment, moment }: Context,
  use: PhoneCodeUse,
  code: string,
): Promise<Types.ObjectId | null> {
  const guessed = await PhoneCodes.findOneAndUpdate(
    { _id: keyOf(use), guessesLeft: { $gt: 0 }, expiresAt: { $gt: moment.now } },
    { $inc: { guessesLeft: -1 } },
  ).lean<PhoneCode>()
  return guessed?.codeIndex === indexOf(deployment.cipher, use, code) ? guessed.codeId : null
}

function keyOf({ purpose, personId, askedById }: PhoneCodeUse): string {
  return `${purpose}:${personId.toHexString()}:${askedById.toHexString()}`
}

function indexOf(cipher: FieldCipher, use: PhoneCodeUse, code: string): string {
  return cipher.blindIndex(`${keyOf(use)} ${code}`, 'phoneCode')
}
