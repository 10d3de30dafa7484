import type { ClientSession, Types } from 'mongoose'
import { consentPurposes, type ConsentPurpose } from '#shared/consents'
import type { Moment } from '../context'
import { Consents, type Consent } from './consent.model'

export type { Consent }

/** Most consents that are shown at once; there is about one a claim. */
const SHOWN = 100

/** Keeps that somebody agreed, in the words that stand for it today, with what was done on the strength of it. */
export async function keepConsent(
  { moment, tx }: { moment: Moment; tx: ClientSession },
  personId: Types.ObjectId,
  purpose: ConsentPurpose,
  aboutId: Types.ObjectId | null = null,
): Promise<void> {
  const { version, words } = consentPurposes[purpose]
  const record = { personId, purpose, version, words, aboutId, at: moment.now }
  await Consents.create([record], { session: tx })
}

/** To what somebody agreed, newest first. */
export function consentsOf(personId: Types.ObjectId): Promise<Consent[]> {
  return Consents.find({ personId }).sort({ _id: -1 }).limit(SHOWN).lean<Consent[]>().exec()
}

/** Forgets to what somebody agreed, when the account goes. */
export async function forgetConsents(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await Consents.deleteMany({ personId }, { session: tx })
}
