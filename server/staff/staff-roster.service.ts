import { Types } from 'mongoose'
import { Problem } from '#shared/problem'
import {
  staffRoleOf,
  type InvitationListView,
  type InvitationState,
  type StaffListView,
} from '#shared/staff-invitations'
import { closeAllSessions } from '../auth/session.service'
import { forgetPassword } from '../auth/staff-password.service'
import { takeTurn } from '../claims/claim-turn'
import type { Actor, Command } from '../context'
import { beforeCursor } from '../notifications/inbox.service'
import { findPeople, findPerson } from '../people/person.service'
import { dismissStaff, staffPage } from '../people/staff-person.service'
import { workplaceNames } from '../people/workplace'
import { findSecondFactors, forgetSecondFactor } from './second-factor.service'
import { StaffInvitations, type StaffInvitation } from './staff-invitation.model'
import { noteRoleEnded } from './staff-invitation.service'

const PAGE = 20

/** One page of everybody who works here, last appointed first. */
export async function staffList(actor: Actor, cursor: string | undefined): Promise<StaffListView> {
  const found = await staffPage(cursor, PAGE + 1)
  const shown = found.slice(0, PAGE)
  const workplaceOf = await workplaceNames(shown)
  const factors = await findSecondFactors(shown.map(({ _id }) => _id))
  const proven = new Set(factors.filter((each) => each.confirmedAt).map(({ _id }) => _id.toHexString()))
  return {
    items: shown.flatMap((person) => {
      const { _id, displayName, roles } = person
      const role = staffRoleOf(roles)
      if (role === null) return []
      const id = _id.toHexString()
      const institutionName = workplaceOf(person)
      return [
        { id, displayName, role, institutionName, hasSecondFactor: proven.has(id), isSelf: id === actor.id },
      ]
    }),
    nextCursor: found.length > PAGE ? (shown.at(-1)?._id.toHexString() ?? null) : null,
  }
}

/** One page of invitations, newest first. */
export async function invitationList(now: Date, cursor: string | undefined): Promise<InvitationListView> {
  const found = await StaffInvitations.find(beforeCursor(cursor))
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<StaffInvitation[]>()
  const shown = found.slice(0, PAGE)
  const workplaceOf = await workplaceNames(shown)
  const inviters = await findPeople(presentIds(shown.map(({ invitedById }) => invitedById)))
  return {
    items: shown.map((each) => ({
      id: each._id.toHexString(),
      role: each.role,
      institutionName: workplaceOf(each),
      displayName: each.displayName,
      invitedBy: (each.invitedById && inviters.get(each.invitedById.toHexString())?.displayName) ?? null,
      invitedAt: each.invitedAt.toISOString(),
      expiresAt: each.expiresAt.toISOString(),
      state: stateOf(each, now),
      settledAt: each.settledAt?.toISOString() ?? null,
    })),
    nextCursor: found.length > PAGE ? (shown.at(-1)?._id.toHexString() ?? null) : null,
  }
}

/**
 * Ends somebody's role, at once and in every process: all sign-ins, the second factor and the password go with it.
 * @throws Problem `not_found` for who has none, `not_in_this_state` for one's own: another administrator has to do that,
 *   so that the last one cannot go; `not_allowed` when one's own was ended at the same moment
 */
export async function endStaffRole(command: Command, id: string): Promise<void> {
  const { actor, tx, log } = command
  const person = await findPerson(new Types.ObjectId(id), tx)
  const role = person && staffRoleOf(person.roles)
  if (!person || role === null) throw new Problem('not_found', { detail: '这个人现在没有岗位，请刷新' })
  if (person._id.equals(actor.personId)) {
    throw new Problem('not_in_this_state', { detail: '自己的岗位要请另一位管理员来结束' })
  }
  await requireStillAdmin(command, person._id)
  await dismissStaff({ tx, personId: person._id })
  await noteRoleEnded(command, person._id)
  await forgetSecondFactor(person._id, tx)
  await forgetPassword(person._id, tx)
  await closeAllSessions(person._id)
  log.info({ personId: id, role, endedBy: actor.id }, 'role of staff ended')
}

/** Two who end each other's role take each other's turn: the later one runs again and finds that they have none any more. */
async function requireStillAdmin({ actor, tx }: Command, ended: Types.ObjectId): Promise<void> {
  await takeTurn(actor.personId, tx)
  await takeTurn(ended, tx)
  const self = await findPerson(actor.personId, tx)
  if (!self?.roles.includes('admin')) throw new Problem('not_allowed')
}

function stateOf({ state, expiresAt }: StaffInvitation, now: Date): InvitationState {
  return state === 'open' && expiresAt <= now ? 'expired' : state
}

function presentIds(ids: readonly (Types.ObjectId | null)[]): Types.ObjectId[] {
  return ids.filter((id) => id !== null)
}
