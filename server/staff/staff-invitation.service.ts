import { Types, type ClientSession } from 'mongoose'
import { isCountyRole } from '#shared/counties'
import { Problem } from '#shared/problem'
import {
  INVITATION_DAYS,
  type InvitationBody,
  type InvitationOfferView,
  type NewInvitationView,
} from '#shared/staff-invitations'
import { closeAllSessions } from '../auth/session.service'
import { findEvaluationBodies } from '../evaluation-bodies/evaluation-body.service'
import type { Actor, Command, Context } from '../context'
import { invalidFields } from '../http/problem'
import { findInstitution } from '../institutions/institution.service'
import { findPerson } from '../people/person.service'
import { appointStaff } from '../people/staff-person.service'
import { workplaceNames, type Workplace } from '../people/workplace'
import type { FieldCipher } from '../personal-data/field-cipher'
import { qrDrawing } from '#shared/qr-drawing'
import { newCode } from './recovery-codes'
import { StaffInvitations, type StaffInvitation } from './staff-invitation.model'

const CODE_LENGTH = 16
const DAY_MS = 86_400_000
/** The same for a code that never was, was used, revoked or has run out: who guesses learns nothing. */
const invalidWords = '邀请码不对，或者已经用过、过期、收回了。请找邀请您的人重新发一个'

/** What an invitation is made with; the command line has no actor. */
export interface Inviting {
  cipher: FieldCipher
  randomBytes: (count: number) => Buffer
  now: Date
  invitedById: Types.ObjectId | null
  tx: ClientSession | null
}

/**
 * Makes an invitation; its code is given here and nowhere else.
 * @throws Problem `invalid_fields` for the person of an institution or evaluation body without one, or anybody else with one
 */
export async function inviteStaff(inviting: Inviting, body: InvitationBody): Promise<NewInvitationView> {
  const { cipher, now, tx } = inviting
  const workplace = await workplaceFor(body)
  const code = newCode(inviting.randomBytes, CODE_LENGTH)
  const _id = new Types.ObjectId()
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY_MS)
  const record = {
    ...{ _id, codeIndex: indexOf(cipher, code), role: body.role, ...workplace, expiresAt },
    ...{ displayName: body.displayName, invitedById: inviting.invitedById, invitedAt: now },
  }
  await StaffInvitations.create([record], tx === null ? {} : { session: tx })
  return { id: _id.toHexString(), code, qr: qrDrawing(code), expiresAt: expiresAt.toISOString() }
}

/** What a code offers, before anybody agrees. @throws Problem `not_found` for a code that opens nothing */
export async function offerOf({ deployment, moment }: Context, code: string): Promise<InvitationOfferView> {
  const found = await StaffInvitations.findOne({
    ...{ codeIndex: indexOf(deployment.cipher, code), state: 'open', expiresAt: { $gt: moment.now } },
  }).lean<StaffInvitation>()
  if (!found) throw new Problem('not_found', { detail: invalidWords })
  const workplaceOf = await workplaceNames([found])
  const inviter = found.invitedById && (await findPerson(found.invitedById))
  return {
    role: found.role,
    institutionName: workplaceOf(found),
    displayName: found.displayName,
    invitedBy: inviter?.displayName ?? null,
    expiresAt: found.expiresAt.toISOString(),
  }
}

/**
 * Takes the role on: the invitation belongs to this WeChat account from now on. Every sign-in of the account ends, so
 * that the next one is fresh and short as staff's are.
 * @throws Problem `not_found` for a code that opens nothing, `already_used` for who works here already
 */
export async function acceptInvitation(
  { actor, deployment, moment, tx, log }: Command,
  code: string,
): Promise<void> {
  const taken = await StaffInvitations.findOneAndUpdate(
    { codeIndex: indexOf(deployment.cipher, code), state: 'open', expiresAt: { $gt: moment.now } },
    { $set: { state: 'accepted', acceptedById: actor.personId, settledAt: moment.now } },
    { session: tx, returnDocument: 'after' },
  ).lean<StaffInvitation>()
  if (!taken) throw new Problem('not_found', { detail: invalidWords })
  const { role, institutionId, evaluationBodyId = null, county = null, displayName } = taken
  const appointment = { role, institutionId, evaluationBodyId, county, displayName }
  await appointStaff({ tx, personId: actor.personId }, appointment)
  await closeAllSessions(actor.personId)
  log.info({ invitationId: taken._id.toHexString(), personId: actor.id, role }, 'invitation accepted')
}

/** Takes an invitation back that nobody has accepted. @throws Problem `not_found`, `not_in_this_state` */
export async function revokeInvitation({ actor, moment, tx }: Command, id: string): Promise<void> {
  const _id = new Types.ObjectId(id)
  const revoked = await StaffInvitations.updateOne(
    { _id, state: 'open' },
    { $set: { state: 'revoked', settledAt: moment.now, endedById: actor.personId } },
    { session: tx },
  )
  if (revoked.modifiedCount > 0) return
  if (!(await StaffInvitations.exists({ _id }).session(tx))) throw new Problem('not_found')
  throw new Problem('not_in_this_state', { detail: '这个邀请已经接受或收回了，请刷新看看' })
}

/**
 * Notes in the person's invitation that the role has ended, and takes back what they have invited others to: whoever is
 * dismissed must not come in again by a code of their own.
 */
export async function noteRoleEnded(
  { actor, moment, tx }: Pick<Command, 'moment' | 'tx'> & { actor: Pick<Actor, 'personId'> },
  personId: Types.ObjectId,
): Promise<void> {
  await StaffInvitations.updateMany(
    { acceptedById: personId, state: 'accepted' },
    { $set: { state: 'ended', settledAt: moment.now, endedById: actor.personId } },
    { session: tx },
  )
  await StaffInvitations.updateMany(
    { invitedById: personId, state: 'open' },
    { $set: { state: 'revoked', settledAt: moment.now, endedById: actor.personId } },
    { session: tx },
  )
}

async function workplaceFor(body: InvitationBody): Promise<Workplace> {
  const { role, institutionId, evaluationBodyId, county } = body
  if (role !== 'institution' && institutionId !== null)
    throw unfit('/institutionId', '只有培训机构的人要选机构')
  if (role !== 'evaluator' && evaluationBodyId !== null)
    throw unfit('/evaluationBodyId', '只有评价机构的人要选评价机构')
  if (!isCountyRole(role) && county !== null)
    throw invalidFields([{ pointer: '/county', code: 'county', detail: '只有住建、人社、财政的人要选区县' }])
  return {
    county,
    institutionId: role === 'institution' ? await knownInstitution(institutionId) : null,
    evaluationBodyId: role === 'evaluator' ? await knownEvaluationBody(evaluationBodyId) : null,
  }
}

async function knownInstitution(id: string | null): Promise<Types.ObjectId> {
  const found = id === null ? null : await findInstitution(new Types.ObjectId(id))
  if (!found) throw unfit('/institutionId', '请选这个人在哪家机构')
  return found._id
}

async function knownEvaluationBody(id: string | null): Promise<Types.ObjectId> {
  const [found] = (await findEvaluationBodies(id === null ? [] : [new Types.ObjectId(id)])).values()
  if (!found) throw unfit('/evaluationBodyId', '请选这个人在哪家评价机构')
  return found._id
}

function unfit(pointer: string, detail: string): Problem {
  return invalidFields([{ pointer, code: 'institution', detail }])
}

function indexOf(cipher: FieldCipher, code: string): string {
  return cipher.blindIndex(code, 'staffInvitation')
}
