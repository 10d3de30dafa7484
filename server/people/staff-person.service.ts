import type { ClientSession, Types } from 'mongoose'
import { roleLabels } from '#shared/people'
import { Problem } from '#shared/problem'
import { staffRoleOf, staffRoles, type StaffRole } from '#shared/staff-invitations'
import { beforeCursor } from '../notifications/inbox.service'
import { People, type Person } from './person.model'
import type { Workplace } from './workplace'

/** Whose record changes, in which transaction. */
export interface StaffChange {
  personId: Types.ObjectId
  tx: ClientSession
}

/** What somebody is appointed to. */
export interface Appointment extends Workplace {
  role: StaffRole
  displayName: string
}

/**
 * Gives somebody a role. Who has never used the account as a worker is none any more: the pages of both would confuse.
 * Whoever has a role is asked of the record that is about to change: of two invitations at one moment the later finds it.
 * @throws Problem `not_signed_in` when the account was deleted or blocked meanwhile, `already_used` for who works here
 */
export async function appointStaff({ personId, tx }: StaffChange, appointment: Appointment): Promise<void> {
  const { role, ...work } = appointment
  const person = await People.findOne({ _id: personId, isBlocked: false }).session(tx).lean<Person>()
  if (!person) throw new Problem('not_signed_in')
  const held = staffRoleOf(person.roles)
  if (held !== null) throw worksHere(held)
  const isWorker = person.identity !== null || person.payeeAccount !== null
  const roles = isWorker ? [...new Set([...person.roles, role])] : [role]
  await People.updateOne({ _id: personId }, { $set: { roles, ...work } }, { session: tx })
}

/** Makes somebody a worker again, and nothing else. */
export async function dismissStaff({ personId, tx }: StaffChange): Promise<void> {
  await People.updateOne(
    { _id: personId },
    { $set: { roles: ['worker'], institutionId: null, evaluationBodyId: null, county: null } },
    { session: tx },
  )
}

/** Everybody who works here, by the page, newest account first. */
export function staffPage(cursor: string | undefined, limit: number): Promise<Person[]> {
  return People.find({ roles: { $in: staffRoles }, ...beforeCursor(cursor) })
    .sort({ _id: -1 })
    .limit(limit)
    .lean<Person[]>()
    .exec()
}

/** Everybody who reviews for a bureau, by name. */
export function officersOf(role: 'housing' | 'hr'): Promise<Person[]> {
  return People.find({ roles: role, isBlocked: false })
    .sort({ displayName: 1 })
    .limit(100)
    .lean<Person[]>()
    .exec()
}

function worksHere(held: StaffRole): Problem {
  const detail = `您现在是“${roleLabels[held]}”。一个人只担任一个岗位，请先让管理员结束原来的`
  return new Problem('already_used', { detail })
}
