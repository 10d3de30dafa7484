import type { Types } from 'mongoose'
import type { Role } from '#shared/people'
import { decidesGuarded } from '#shared/staff-second-factor'
import type { FieldCipher } from '../server/personal-data/field-cipher'
import { newSecret } from '../server/staff/one-time-password'
import { SecondFactors } from '../server/staff/second-factor.model'
import { sealSecret } from '../server/staff/second-factor.service'

/** Somebody of the demonstration, by the key in its file. */
export interface InventedPerson {
  _id: Types.ObjectId
  demoKey: string
  roles: readonly Role[]
}

/**
 * Gives the demonstration's staff an authenticator of their own, so that every guarded step is walked as in service.
 * Its secret follows from the demonstration's key: after a restart it is the same. One that was set up by hand stays.
 */
export async function seedSecondFactors(
  cipher: FieldCipher,
  people: readonly InventedPerson[],
  confirmedAt: Date,
): Promise<void> {
  for (const { _id, demoKey } of people.filter(({ roles }) => roles.some(decidesGuarded))) {
    const derived = Buffer.from(cipher.blindIndex(demoKey, 'demonstrationSecondFactor'), 'base64url')
    const secretCipher = sealSecret(
      cipher,
      _id,
      newSecret((count) => derived.subarray(0, count)),
    )
    await SecondFactors.updateOne(
      { _id },
      { $setOnInsert: { secretCipher, confirmedAt, recoveryIndexes: [] } },
      { upsert: true },
    )
  }
}
