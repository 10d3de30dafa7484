import type { ClientSession, Types } from 'mongoose'
import type { AccountDeletionView } from '#shared/personal-data'
import { deletionSettings } from '#shared/personal-data-retention'
import { Problem } from '#shared/problem'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Actor, Command } from '../context'
import { duplicateKeyOf } from '../mongo'
import { notify } from '../notifications/notification.service'
import { findPerson } from '../people/person.service'
import { shanghaiDate } from '../programme-clock'
import { AccountDeletions, type AccountDeletion, type DeletionCause } from './account-deletion.model'
import { deletionStanding } from './deletion-standing'

const DAY_MS = 86_400_000

/** How the deletion of the signed-in person's account stands, or would stand. */
export async function deletionOf(
  actor: Pick<Actor, 'personId'>,
  tx: ClientSession | null = null,
): Promise<AccountDeletionView> {
  const person = await findPerson(actor.personId, tx)
  if (!person) throw new Problem('not_signed_in')
  const waiting = await waitingDeletion(actor.personId, tx)
  const { blockers, losses, kept } = await deletionStanding(person, tx)
  const dueAt = waiting && waiting.dueAt.toISOString()
  return { dueAt, waitingDays: deletionSettings.waitingDays, blockers, losses, kept }
}

/**
 * Asks for the deletion of one's account. Asking twice is asking once.
 * @throws Problem `not_in_this_state` with every reason against it and what to do instead
 */
export async function askForDeletion(command: Command): Promise<void> {
  const { actor, tx, moment } = command
  if (await waitingDeletion(actor.personId, tx)) return
  const person = await findPerson(actor.personId, tx)
  if (!person) throw new Problem('not_signed_in')
  const { blockers } = await deletionStanding(person, tx)
  if (blockers.length > 0) {
    const detail = blockers.map(({ reason, whatToDo }) => `${reason}：${whatToDo}`).join('。')
    throw new Problem('not_in_this_state', { detail })
  }
  const dueAt = new Date(moment.now.getTime() + deletionSettings.waitingDays * DAY_MS)
  await openDeletion({ personId: actor.personId, cause: 'own_wish', askedAt: moment.now, dueAt }, tx)
  await notify(command, {
    personId: actor.personId,
    kind: 'deletion_asked',
    values: { day: chineseDay(shanghaiDate(dueAt)) },
  })
}

/** Takes it back. @throws Problem `changed_meanwhile` when it was carried out, or there is none */
export async function undoDeletion(command: Command): Promise<void> {
  const { actor, tx, moment } = command
  const waiting = await waitingDeletion(actor.personId, tx)
  if (!waiting || !(await settleDeletion(waiting, { state: 'undone', settledAt: moment.now }, tx)))
    throw new Problem('changed_meanwhile', { detail: '没有等着注销的申请，账号照常能用' })
  await notify(command, { personId: actor.personId, kind: 'deletion_undone', values: {} })
}

/**
 * Writes a deletion down that waits until it is due. One that waits already stays, but a duty takes it over: it is no
 * longer called off when something else begins, and is due no later than the duty is.
 */
export async function openDeletion(
  asked: { personId: Types.ObjectId; cause: DeletionCause; askedAt: Date; dueAt: Date },
  tx: ClientSession,
): Promise<void> {
  const waiting = await waitingDeletion(asked.personId, tx)
  if (waiting) return asked.cause === 'own_wish' ? undefined : takeOver(waiting, asked, tx)
  const record = { ...asked, waitingPersonId: asked.personId, state: 'waiting' as const }
  try {
    await AccountDeletions.create([record], { session: tx })
  } catch (error) {
    if (duplicateKeyOf(error)) throw new Problem('changed_meanwhile', { detail: '刚才已经申请过了，请刷新' })
    throw error
  }
}

async function takeOver(
  { _id, dueAt }: AccountDeletion,
  duty: Pick<AccountDeletion, 'cause' | 'dueAt'>,
  tx: ClientSession,
): Promise<void> {
  const change = { cause: duty.cause, dueAt: dueAt < duty.dueAt ? dueAt : duty.dueAt }
  await AccountDeletions.updateOne({ _id, state: 'waiting' }, { $set: change }, { session: tx })
}

/** Ends the waiting, once: of two who try, the other gets false. */
export async function settleDeletion(
  { _id }: Pick<AccountDeletion, '_id'>,
  change: Partial<AccountDeletion> & Pick<AccountDeletion, 'state' | 'settledAt'>,
  tx: ClientSession,
): Promise<boolean> {
  const settled = await AccountDeletions.updateOne(
    { _id, state: 'waiting' },
    { $set: change, $unset: { waitingPersonId: 1 } },
    { session: tx },
  )
  return settled.modifiedCount === 1
}

function waitingDeletion(
  personId: Types.ObjectId,
  tx: ClientSession | null,
): Promise<AccountDeletion | null> {
  return AccountDeletions.findOne({ waitingPersonId: personId }).session(tx).lean<AccountDeletion>().exec()
}
