import type { KeyObject } from 'node:crypto'
import { Types } from 'mongoose'
import type { DeviceBody } from '#shared/sign-in'
import type { Actor, Context } from '../context'
import { findPerson, isSignInOf, type Person } from '../people/person.service'
import type { Keys } from '../keys'
import { readAccessToken, signAccessToken, type TokenSubject } from './access-token'
import { issueRefreshToken, forgetRefreshTokens, secretHash } from './refresh-token.service'
import { lifetimeFor, type SignInTimes } from './session-lifetimes'
import { Sessions, type Session } from './session.model'

export type { Session }

export interface IssuedTokens {
  token: string
  expiresAt: Date
  /** Null for a session without a device. */
  refreshToken: string | null
}

/** Who signs in, where. */
export interface SignIn {
  person: Pick<Person, '_id' | 'roles' | 'openidSince'>
  /** Null: the session ends with its first token. */
  device: DeviceBody | null
  /** When WeChat vouched for the person: no session lasts longer from there than one of this role may. */
  vouchedAt: Date
  /** Somebody acts for the person until then, in the steps that a service desk or the family may take. */
  assisted?: { visitId: Types.ObjectId; helperId: Types.ObjectId; until: Date; by?: 'family' }
}

/** What tokens are made with. */
export interface TokenMaking {
  key: KeyObject
  times: SignInTimes
  randomBytes: (count: number) => Buffer
  now: Date
}

/** What a call makes tokens with. */
export function makingOf(key: KeyObject, { deployment, moment }: Context): TokenMaking {
  return { key, times: deployment.signIn, randomBytes: deployment.randomBytes, now: moment.now }
}

/** Opens a session. A token is worth nothing without its record, so signing out really ends it. */
export async function openSession(making: TokenMaking, signIn: SignIn): Promise<IssuedTokens> {
  const { now, times } = making
  const { person, device, vouchedAt, assisted } = signIn
  const { idleMs, longestMs } = lifetimeFor(times, person.roles)
  const endsAt = assisted?.until ?? later(vouchedAt, longestMs)
  const session = {
    _id: new Types.ObjectId(),
    personId: person._id,
    device: device && { name: device.name, keyHash: secretHash(device.key) },
    createdAt: now,
    vouchedAt,
    lastSeenAt: now,
    expiresAt: earlier(later(now, device ? idleMs : times.accessTokenMs), endsAt),
    endsAt,
    secondFactorUntil: null,
    visitId: assisted?.visitId ?? null,
    ...(assisted ? { helperId: assisted.helperId } : {}),
    ...(assisted?.by ? { visitBy: assisted.by } : {}),
    ...(person.openidSince ? { openidSince: person.openidSince } : {}),
  }
  await Sessions.create(session)
  return issueTokens(making, session, null)
}

/** A new pair of tokens for a session. @param parentHash the refresh token that it is given for */
export async function issueTokens(
  making: TokenMaking,
  session: Session,
  parentHash: string | null,
): Promise<IssuedTokens> {
  const { key, now, times } = making
  const expiresAt = earlier(later(now, times.accessTokenMs), session.expiresAt)
  const subject = { personId: session.personId.toHexString(), sessionId: session._id.toHexString() }
  return {
    token: signAccessToken(key, subject, now, expiresAt),
    expiresAt,
    refreshToken: session.device && (await issueRefreshToken(making.randomBytes, session, parentHash)),
  }
}

/**
 * Moves the end of a session on, as it was used just now; null when it ended meanwhile. Today's role and settings count:
 * a worker's sign-in from before somebody joined the staff lasts no longer than staff's.
 */
export async function prolongSession(
  { now, times }: TokenMaking,
  session: Session,
  person: Person,
): Promise<Session | null> {
  const { idleMs, longestMs } = lifetimeFor(times, person.roles)
  const endsAt = earlier(session.endsAt, later(vouchedAtOf(session), longestMs))
  const expiresAt = earlier(later(now, idleMs), endsAt)
  if (expiresAt <= now) return null
  return Sessions.findOneAndUpdate(
    { _id: session._id },
    { lastSeenAt: now, expiresAt },
    { returnDocument: 'after' },
  ).lean<Session>()
}

/** Ends a session: its tokens stop working in every process. */
export async function closeSession(sessionId: Types.ObjectId | string): Promise<void> {
  const id = new Types.ObjectId(sessionId)
  await Sessions.deleteOne({ _id: id })
  await forgetRefreshTokens([id])
}

/** Ends every session of a person, on every device. */
export async function closeAllSessions(personId: Types.ObjectId): Promise<void> {
  const sessions = await Sessions.find({ personId }, { _id: 1 }).lean<Pick<Session, '_id'>[]>()
  await Sessions.deleteMany({ personId })
  await forgetRefreshTokens(sessions.map(({ _id }) => _id))
}

/** Ends every session of the person but the one that speaks. */
export async function closeOtherSessions({ personId, sessionId }: Actor): Promise<void> {
  const others = { personId, _id: { $ne: new Types.ObjectId(sessionId) } }
  const sessions = await Sessions.find(others, { _id: 1 }).lean<Pick<Session, '_id'>[]>()
  await Sessions.deleteMany(others)
  await forgetRefreshTokens(sessions.map(({ _id }) => _id))
}

/** Ends what a clerk could do for somebody at the desk. */
export async function closeVisitSessions(visitId: Types.ObjectId): Promise<void> {
  await Sessions.deleteMany({ visitId })
}

/** The live sessions of a person, last used first. */
export function sessionsOf(personId: Types.ObjectId, now: Date): Promise<Session[]> {
  return Sessions.find({ personId, expiresAt: { $gt: now } })
    .sort({ lastSeenAt: -1 })
    .lean<Session[]>()
    .exec()
}

/** When WeChat vouched for the person of a session; null when that session has ended or is another's. */
export async function vouchedIn(
  sessionId: Types.ObjectId,
  personId: Types.ObjectId,
  now: Date,
): Promise<Date | null> {
  const session = await Sessions.findById(sessionId).lean<Session>()
  if (!session || session.expiresAt <= now || !session.personId.equals(personId)) return null
  return vouchedAtOf(session)
}

/** The device of a sign-in and since when it has been signed in; a null hash where it cannot be told from others. */
export async function deviceOfSession(
  sessionId: string,
): Promise<{ keyHash: string | null; since: Date } | null> {
  const found = await Sessions.findById(sessionId).lean<Session>()
  return found && { keyHash: found.device?.keyHash ?? null, since: found.createdAt }
}

/** Notes that the second factor was shown in this session. @param until how long that counts */
export async function noteSecondFactor(sessionId: string, until: Date): Promise<void> {
  await Sessions.updateOne({ _id: new Types.ObjectId(sessionId) }, { secondFactorUntil: until })
}

/** The person behind a token, with today's roles; null when forged, expired, signed out or blocked. */
export async function actorOfToken(
  keys: Pick<Keys, 'session' | 'previousSession'>,
  token: string,
  now: Date,
): Promise<Actor | null> {
  const subject = subjectOf(keys, token, now)
  if (!subject) return null
  const session = await Sessions.findById(subject.sessionId).lean<Session>()
  if (!session || session.expiresAt <= now || session.personId.toHexString() !== subject.personId) return null
  const person = await findPerson(session.personId)
  if (!person || !isSignInOf(person, session) || !(await maySomebodyAct(session))) return null
  return actorIn(session, person)
}

/** Who acts in a session, with what their record says today. */
function actorIn(session: Session, person: Person): Actor {
  return {
    id: person._id.toHexString(),
    personId: person._id,
    sessionId: session._id.toHexString(),
    roles: person.roles,
    institutionId: person.institutionId,
    evaluationBodyId: person.evaluationBodyId ?? null,
    county: person.county ?? null,
    signedInAt: vouchedAtOf(session),
    visitId: session.visitId ?? null,
    visitBy: session.visitId ? (session.visitBy ?? 'desk') : null,
    secondFactorUntil: session.secondFactorUntil,
  }
}

/** Whoever acts for somebody has an account of their own that counts, and at the desk still works there. */
async function maySomebodyAct({ visitId, visitBy, helperId }: Session): Promise<boolean> {
  if (!visitId) return true
  const helper = helperId ? await findPerson(helperId) : null
  if (!helper || helper.isBlocked) return false
  return visitBy === 'family' || helper.roles.includes('desk')
}

/** Sessions from before desktops could be let in have no such moment: WeChat vouched as they began. */
function vouchedAtOf({ vouchedAt, createdAt }: Session): Date {
  return vouchedAt ?? createdAt
}

/** Whom a token names, by the key that signs, or the one before while its tokens count. */
function subjectOf(
  { session, previousSession }: Pick<Keys, 'session' | 'previousSession'>,
  token: string,
  now: Date,
): TokenSubject | null {
  const subject = readAccessToken(session, token, now)
  if (subject || !previousSession || previousSession.until <= now) return subject
  return readAccessToken(previousSession.key, token, now)
}

function later(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds)
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other
}
