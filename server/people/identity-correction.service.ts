import { Types, type ClientSession } from 'mongoose'
import { maskName, maskResidentId } from '#shared/identity'
import type { CorrectionBody, CorrectionItem, CorrectionView } from '#shared/identity-correction'
import { Problem } from '#shared/problem'
import { whyIdentityHolds } from '../claims/claim.service'
import { takeTurn } from '../claims/claim-turn'
import type { Actor, Command, Context } from '../context'
import { invalidFields } from '../http/problem'
import { duplicateKeyOf } from '../mongo'
import { notify } from '../notifications/notification.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import { IdentityCorrections, type IdentityCorrection } from './identity-correction.model'
import { openIdentity } from './person-secrets'
import { findPerson, holderOfIdentity, identityTaken, refuseUnborn } from './person.service'

/** Name and number, as on a document. */
export interface Papers {
  name: string
  residentIdNumber: string
}

/** Whether a request is the way to put one's identity right, and how the latest one stands. */
export async function correctionOf(
  { actor }: Pick<Context & { actor: Actor }, 'actor'>,
  tx: ClientSession | null = null,
): Promise<CorrectionView> {
  const person = await findPerson(actor.personId, tx)
  const latest = await IdentityCorrections.findOne({ personId: actor.personId })
    .sort({ _id: -1 })
    .session(tx)
    .lean<IdentityCorrection>()
  const isNeeded = person?.identity ? (await whyIdentityHolds(actor.personId, tx)) !== null : false
  return { isNeeded, latest: latest && presentCorrection(latest) }
}

/** A request as lists show it, masked. */
export function presentCorrection(correction: IdentityCorrection): CorrectionItem {
  const { _id, state, reason, before, after, askedAt, decidedAt, comment } = correction
  return {
    ...{ id: _id.toHexString(), state, reason, before, after, comment },
    askedAt: askedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  }
}

/**
 * Asks for another name or number where it cannot be changed at once any more.
 * @throws Problem `identity_needed` with nothing on file, `not_in_this_state` where it can be changed at once or a request
 *   waits, `invalid_fields` for what is on file already, `already_used` for somebody else's number
 */
export async function askForCorrection(command: Command, body: CorrectionBody): Promise<void> {
  const { actor, tx, moment, deployment } = command
  await takeTurn(actor.personId, tx)
  const person = await findPerson(actor.personId, tx)
  if (!person?.identity) throw new Problem('identity_needed', { detail: '还没有填身份信息，直接填就行' })
  if ((await whyIdentityHolds(actor.personId, tx)) === null)
    throw new Problem('not_in_this_state', { detail: '现在可以自己改，不用申请。请到“身份信息”重新填' })
  const onFile = openIdentity(deployment.cipher, person._id, person.identity)
  const wanted = { name: body.name, residentIdNumber: body.residentIdNumber }
  if (onFile.name === wanted.name && onFile.residentIdNumber === wanted.residentIdNumber) {
    const detail = '和登记的一样，不用改'
    throw invalidFields([{ pointer: '/name', code: 'unchanged', detail }])
  }
  refuseUnborn(command, wanted.residentIdNumber)
  const holder = await holderOfIdentity(deployment.cipher, wanted.residentIdNumber, tx)
  if (holder && !holder.equals(actor.personId)) throw identityTaken()
  const _id = new Types.ObjectId()
  const record = {
    ...{ _id, personId: person._id, waitingPersonId: person._id, state: 'waiting' as const },
    ...{ reason: body.reason, before: masked(onFile), after: masked(wanted), askedAt: moment.now, looks: [] },
    wantedCipher: deployment.cipher.encrypt(JSON.stringify(wanted), placeOf(_id)),
  }
  try {
    await IdentityCorrections.create([record], { session: tx })
  } catch (error) {
    if (!duplicateKeyOf(error)) throw error
    throw new Problem('not_in_this_state', { detail: '已经有一个申请在等着。要改别的，先撤回那一个' })
  }
  await notify(command, { personId: person._id, kind: 'correction_asked', values: {} })
}

/** Takes the request back. @throws Problem `changed_meanwhile` when it was decided, or there is none */
export async function withdrawCorrection({ actor, tx, moment }: Command): Promise<void> {
  const withdrawn = await settleCorrection(
    { waitingPersonId: actor.personId },
    { state: 'withdrawn', decidedAt: moment.now },
    tx,
  )
  if (!withdrawn) throw new Problem('changed_meanwhile', { detail: '没有等着办的申请，请刷新看看' })
}

/** The account goes, and with it what was wanted. */
export async function forgetCorrections(
  personId: Types.ObjectId,
  now: Date,
  tx: ClientSession,
): Promise<void> {
  await settleCorrection({ waitingPersonId: personId }, { state: 'withdrawn', decidedAt: now }, tx)
  await IdentityCorrections.deleteMany({ personId }, { session: tx })
}

/** Ends the waiting, once, and lets go what was wanted: of two who try, the other gets false. */
export async function settleCorrection(
  which: Partial<Pick<IdentityCorrection, '_id' | 'waitingPersonId'>>,
  change: Partial<Pick<IdentityCorrection, 'state' | 'decidedAt' | 'decidedById' | 'comment'>>,
  tx: ClientSession,
): Promise<boolean> {
  const settled = await IdentityCorrections.updateOne(
    { ...which, state: 'waiting' },
    { $set: { ...change, wantedCipher: null }, $unset: { waitingPersonId: 1 } },
    { session: tx },
  )
  return settled.modifiedCount === 1
}

/** What a waiting request wants, in clear. */
export function wantedPapers(
  cipher: FieldCipher,
  { _id, wantedCipher }: Pick<IdentityCorrection, '_id' | 'wantedCipher'>,
): Papers {
  if (wantedCipher === null) throw new Error(`Correction ${_id.toHexString()} has let its papers go`)
  return JSON.parse(cipher.decrypt(wantedCipher, placeOf(_id))) as Papers
}

function masked({ name, residentIdNumber }: Papers) {
  return { nameMasked: maskName(name), residentIdMasked: maskResidentId(residentIdNumber) }
}

function placeOf(id: Types.ObjectId): { collection: string; field: string; recordId: string } {
  return { collection: 'identity_corrections', field: 'wanted', recordId: id.toHexString() }
}
