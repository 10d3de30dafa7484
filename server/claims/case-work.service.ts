import { Types, type ClientSession, type UpdateQuery } from 'mongoose'
import { MOST_NOTES, dutyOn, reviewDueOn, type CaseWorkView, type ColleagueListView } from '#shared/case-work'
import { reaches } from '#shared/counties'
import { Problem } from '#shared/problem'
import { noteChange } from '../audit/change-list'
import type { Actor, Command } from '../context'
import { leadsCrewOf } from '../crews/crew-place.service'
import { findPeople } from '../people/person.service'
import { officersOf } from '../people/staff-person.service'
import { shanghaiDate } from '../programme-clock'
import { hasConflictWith } from '../staff/staff-conflict.service'
import { workingDayCalendar } from '../working-day-calendar'
import type { ClaimRecords } from './claim-facts'
import { Claims, type Claim } from './claim.model'

/** Officers of the actor's bureau who reach a claim, the actor among them. */
export async function colleaguesFor(actor: Actor, claim: Claim): Promise<ColleagueListView> {
  const officers = await officersOf(actor.roles.includes('housing') ? 'housing' : 'hr')
  const reaching = officers.filter((each) => reaches(each.county ?? null, claim.county ?? null))
  return {
    items: reaching.map(({ _id, displayName }) => ({
      id: _id.toHexString(),
      name: displayName,
      isMe: _id.equals(actor.personId),
    })),
  }
}

/**
 * Gives a claim to a colleague, takes it oneself, or gives it back to everybody. Others keep their hands off it until they
 * take it over; the claim itself stays where it is.
 * @throws Problem `not_found` for somebody who does not review it, `changed_meanwhile`
 */
export async function assignClaim(
  command: Command,
  claim: Claim,
  { assigneeId, revision }: { assigneeId: string | null; revision: number },
): Promise<Claim> {
  const { actor, moment } = command
  if (claim.revision !== revision) throw new Problem('changed_meanwhile')
  const { items } = await colleaguesFor(actor, claim)
  if (assigneeId !== null && !items.some(({ id }) => id === assigneeId))
    throw new Problem('not_found', { detail: '这位同事现在不审这笔，请另选一位' })
  const assignee =
    assigneeId === null
      ? null
      : { personId: new Types.ObjectId(assigneeId), by: actor.personId, at: moment.programmeNow }
  return changed(command, claim, { $set: { assignee }, $inc: { revision: 1 } })
}

/** Writes a word for the next officer. @throws Problem `not_in_this_state` when there are too many */
export async function noteOnClaim(command: Command, claim: Claim, text: string): Promise<Claim> {
  const { actor, moment } = command
  if ((claim.notes ?? []).length >= MOST_NOTES)
    throw new Problem('not_in_this_state', { detail: `一笔最多${String(MOST_NOTES)}条备注，请打电话商量` })
  const note = { at: moment.programmeNow, by: actor.personId, text }
  return changed(command, claim, { $push: { notes: note } })
}

/**
 * Whoever has to do with the institution, leads the worker's crew, or sees it in a colleague's hands decides nothing.
 * @throws Problem `not_allowed` with the reason
 */
export async function refuseForeignHands(
  { actor, tx }: Command,
  claim: Claim,
  records: ClaimRecords,
): Promise<void> {
  const conflict = await conflictOf(actor, records, tx)
  if (conflict !== null) throw new Problem('not_allowed', { detail: conflict })
  const { assignee } = claim
  if (!assignee || assignee.personId.equals(actor.personId)) return
  throw new Problem('not_allowed', { detail: '这笔在同事手里。要您来办，先点“我来办”' })
}

/** Why an officer keeps out of a claim; null when nothing speaks against them. */
export async function conflictOf(
  actor: Actor,
  { institution, partner, person }: Pick<ClaimRecords, 'institution' | 'partner' | 'person'>,
  tx: ClientSession | null = null,
): Promise<string | null> {
  const bodies = [institution._id, ...(partner ? [partner._id] : [])]
  if (await hasConflictWith(actor.personId, bodies, tx)) return '您申报过和这家机构有关系，要回避，请同事来办'
  return (await leadsCrewOf(actor.personId, person._id, tx))
    ? '这个人在您带的班组里，要回避，请同事来办'
    : null
}

/** How the work on a claim stands, for an officer. @param today programme date */
export async function presentWork(
  actor: Actor,
  claim: Claim,
  { records, today, tx }: { records: ClaimRecords; today: string; tx: ClientSession | null },
): Promise<CaseWorkView> {
  const { assignee = null, notes = [] } = claim
  const people = await findPeople(
    [...(assignee ? [assignee.personId] : []), ...notes.map(({ by }) => by)],
    tx,
  )
  const nameOf = (id: Types.ObjectId) => people.get(id.toHexString())?.displayName ?? ''
  const dueOn = dueOnOf(claim)
  return {
    assignee: assignee && {
      id: assignee.personId.toHexString(),
      name: nameOf(assignee.personId),
      isMe: assignee.personId.equals(actor.personId),
    },
    notes: notes.map(({ at, by, text }) => ({ at: at.toISOString(), byName: nameOf(by), text })),
    dueOn,
    duty: dueOn === null ? null : dutyOn(workingDayCalendar, dueOn, today),
    conflict: await conflictOf(actor, records, tx),
  }
}

/** By when the bureau that has the claim means to have decided; null while none has. */
export function dueOnOf({ state, history }: Pick<Claim, 'state' | 'history'>): string | null {
  if (state !== 'housing_review' && state !== 'hr_review') return null
  const entered = history.filter(({ to, from }) => to === state && from !== state).at(-1)
  return entered ? reviewDueOn(workingDayCalendar, shanghaiDate(entered.at)) : null
}

async function changed({ tx }: Command, claim: Claim, update: UpdateQuery<Claim>): Promise<Claim> {
  const moved = await Claims.findOneAndUpdate({ _id: claim._id, revision: claim.revision }, update, {
    session: tx,
    returnDocument: 'after',
  }).lean<Claim>()
  if (!moved) throw new Problem('changed_meanwhile')
  noteChange(tx, { of: 'claims', record: moved })
  return moved
}
