import { Types, type ClientSession } from 'mongoose'
import { CREW_INVITATION_DAYS, type NewCrewInvitationView } from '#shared/crews'
import { Problem } from '#shared/problem'
import { takeTurn } from '../claims/claim-turn'
import { keepConsent } from '../consents/consent.service'
import type { Actor, Command, Context } from '../context'
import { identityInClear } from '../people/person-copy'
import { findPerson } from '../people/person.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { MiniProgramCode } from '../wechat/mini-program-code'
import type { WechatClient } from '../wechat/wechat.client'
import { WechatError } from '../wechat/wechat-errors'
import { CrewInvitations, type CrewInvitation } from './crew-invitation.model'
import { keyOf, openRow, sealRow, typedKeyOf, type CrewRow } from './crew-member-secrets'
import { CrewMembers, type CrewMember } from './crew-member.model'
import type { CrewPlace } from './crew-place.service'
import { ownCrew, takeRosterTurn, type Crew } from './crew.service'
import { Crews } from './crew.model'

/** 128 bits: nobody guesses a crew. */
const TOKEN_BYTES = 16
const DAY_MS = 86_400_000
const MOST_OPEN = 20
/** The same for a code that never was, was revoked or has run out: who guesses learns nothing. */
const invalidWords = '这个邀请码不能用了。请班组长重新发一个'

/**
 * Makes an invitation and its round code. The picture never ends, so the invitation does; what it carries is given here
 * and kept as a keyed index alone.
 * @throws Problem `not_found`, `not_in_this_state` with twenty open ones
 */
export async function inviteToCrew(
  { actor, deployment, moment }: Context & { actor: Actor },
  crewId: string,
  wechat: Pick<WechatClient, 'miniProgramCode'>,
): Promise<NewCrewInvitationView> {
  const crew = await ownCrew(actor, crewId)
  if ((await openInvitations(crew, moment.now)).length >= MOST_OPEN)
    throw new Problem('not_in_this_state', { detail: '邀请码太多了，请先收回几个' })
  const token = deployment.randomBytes(TOKEN_BYTES).toString('base64url')
  const bytes = await draw(wechat, {
    scene: `j=${token}`,
    page: 'packages/crew/join/index',
    version: deployment.mode === 'service' ? 'release' : 'develop',
  })
  const _id = new Types.ObjectId()
  const expiresAt = new Date(moment.now.getTime() + CREW_INVITATION_DAYS * DAY_MS)
  await CrewInvitations.create({
    ...{ _id, crewId: crew._id, tokenIndex: tokenIndexOf(deployment.cipher, token) },
    ...{ createdAt: moment.now, expiresAt, joined: 0 },
  })
  const kind = bytes[0] === 0x89 ? 'png' : 'jpeg'
  const picture = `data:image/${kind};base64,${Buffer.from(bytes).toString('base64')}`
  return { id: _id.toHexString(), token, picture, expiresAt: expiresAt.toISOString() }
}

/** The invitations of a crew that still open something, newest first. */
export function openInvitations({ _id: crewId }: Pick<Crew, '_id'>, now: Date): Promise<CrewInvitation[]> {
  return CrewInvitations.find({ crewId, revokedAt: null, expiresAt: { $gt: now } })
    .sort({ _id: -1 })
    .limit(MOST_OPEN)
    .lean<CrewInvitation[]>()
    .exec()
}

/** Takes an invitation back; who has joined by it stays. @throws Problem `not_found` */
export async function revokeCrewInvitation(
  { actor, moment, tx }: Command,
  place: { id: string; invitationId: string },
): Promise<void> {
  const crew = await ownCrew(actor, place.id, tx)
  const revoked = await CrewInvitations.updateOne(
    { _id: new Types.ObjectId(place.invitationId), crewId: crew._id, revokedAt: null },
    { $set: { revokedAt: moment.now } },
    { session: tx },
  )
  if (revoked.matchedCount === 0) throw new Problem('not_found', { detail: '这个邀请码已经收回了' })
}

/** The crew that a code opens. @throws Problem `not_found` for one that opens nothing */
export async function crewOfToken(
  { deployment, moment }: Pick<Context, 'deployment' | 'moment'>,
  token: string,
  tx: ClientSession | null = null,
): Promise<{ crew: Crew; invitation: CrewInvitation }> {
  const invitation = await CrewInvitations.findOne({
    ...{ tokenIndex: tokenIndexOf(deployment.cipher, token), revokedAt: null },
    expiresAt: { $gt: moment.now },
  })
    .session(tx)
    .lean<CrewInvitation>()
  const crew = invitation && (await Crews.findById(invitation.crewId).session(tx).lean<Crew>())
  if (!crew) throw new Problem('not_found', { detail: invalidWords })
  return { crew, invitation }
}

/**
 * Asks to join, by a code, under the identity on file. The foreman has to agree, unless this very person stands on the
 * roster already: then both have said yes.
 * @throws Problem `not_found`, `identity_needed`
 */
export async function joinCrew(command: Command, token: string): Promise<CrewPlace> {
  const { actor, tx, deployment } = command
  const { crew, invitation } = await crewOfToken(command, token, tx)
  await takeTurn(actor.personId, tx)
  const person = await findPerson(actor.personId, tx)
  const identity = person && identityInClear(deployment.cipher, person)
  if (!identity) throw new Problem('identity_needed', { detail: '先填好姓名、身份证号和手机号，再申请加入' })
  await takeRosterTurn(crew, tx)
  const row: CrewRow = {
    name: identity.name,
    idNumber: identity.residentIdNumber,
    mobileNumber: identity.mobileNumber,
    ...{ trade: '', tradeSeq: null, problems: [] },
  }
  const known = await CrewMembers.findOne({ crewId: crew._id, key: keyOf(deployment.cipher, row) })
    .session(tx)
    .lean<CrewMember>()
  if (known?.state === 'confirmed' || known?.state === 'asked') return { crew, member: known }
  await CrewInvitations.updateOne({ _id: invitation._id }, { $inc: { joined: 1 } }, { session: tx })
  const member = await takePlace(command, { crew, known, row })
  await keepConsent(command, actor.personId, 'crew', member._id)
  return { crew, member }
}

/** Writes the row of somebody who came by a code: a new one, or the one that waited for this person. */
async function takePlace(
  { actor, tx, moment, deployment }: Command,
  { crew, known, row }: { crew: Crew; known: CrewMember | null; row: CrewRow },
): Promise<CrewMember> {
  const state = known?.state === 'unconfirmed' ? ('confirmed' as const) : ('asked' as const)
  const before = known && known.residentIdIndex !== null ? openRow(deployment.cipher, known) : row
  const { trade, tradeSeq } = before
  const _id = known?._id ?? new Types.ObjectId()
  const set = {
    ...sealRow(deployment.cipher, _id, { ...row, trade, tradeSeq }),
    ...{ state, personId: actor.personId, confirmUntil: null, sms: 'none' as const },
    settledAt: state === 'confirmed' ? moment.now : null,
  }
  const fresh = { crewId: crew._id, typedKeys: [typedKeyOf(deployment.cipher, row)], addedAt: moment.now }
  return CrewMembers.findOneAndUpdate(
    { _id },
    { $set: set, $inc: { revision: 1 }, $setOnInsert: fresh },
    { session: tx, upsert: true, returnDocument: 'after' },
  )
    .orFail()
    .lean<CrewMember>()
}

async function draw(
  wechat: Pick<WechatClient, 'miniProgramCode'>,
  code: MiniProgramCode,
): Promise<Uint8Array> {
  try {
    return await wechat.miniProgramCode(code)
  } catch (error) {
    if (!(error instanceof WechatError)) throw error
    if (error.kind === 'rate_limited') throw new Problem('too_many_requests')
    throw new Problem('wechat_unavailable', { detail: '微信没有给出邀请码的图。请过一会儿再试' })
  }
}

function tokenIndexOf(cipher: FieldCipher, token: string): string {
  return cipher.blindIndex(token, 'crewInvitation')
}
