import { Types } from 'mongoose'
import {
  DESKTOP_SIGN_IN_SECONDS,
  type DesktopDecisionBody,
  type DesktopRequestView,
  type DesktopSignInState,
  type NewDesktopSignInView,
} from '#shared/desktop-sign-in'
import { Problem } from '#shared/problem'
import { staffRoleOf } from '#shared/staff-invitations'
import type { DeviceBody } from '#shared/sign-in'
import type { Actor, Context } from '../context'
import { findPerson } from '../people/person.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import { qrDrawing } from '#shared/qr-drawing'
import { newCode } from '../staff/recovery-codes'
import { DesktopSignIns, type DesktopSignIn } from './desktop-sign-in.model'
import { secretHash } from './refresh-token.service'
import { vouchedIn, type SignIn } from './session.service'

const CODE_LENGTH = 8
const SECRET_BYTES = 32
/** So long a confirmed request waits for its desktop, which asks every two seconds. */
const FETCH_MS = 30_000
/** The same for a code that never was, has run out or is on somebody else's phone: who guesses learns nothing. */
const noCodeWords = '登录码不对、已过期，或已在别的手机上打开。请在电脑上换一个码'
const overWords = '这次登录已经过期或结束，请在电脑上换一个码'
const wrongNumberWords = '和电脑上的数字不一样，为了安全这次登录已作废。电脑在您面前，就换一个码再试'

type Caller = Context & { actor: Actor }

/** What a desktop hears: how its request stands, and the sign-in that it may open, once. */
export interface PollResult {
  state: DesktopSignInState
  signIn: SignIn | null
}

/** Begins a request of a desktop. Its secret is given here and nowhere else. */
export async function beginDesktopSignIn(
  { deployment, moment }: Context,
  device: DeviceBody,
): Promise<NewDesktopSignInView> {
  const { cipher, randomBytes } = deployment
  const code = newCode(randomBytes, CODE_LENGTH)
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const [number, ...others] = threeNumbers(randomBytes)
  const _id = new Types.ObjectId()
  await DesktopSignIns.create({
    ...{ _id, codeIndex: indexOf(cipher, code), secretHash: secretHash(secret), number },
    device: { name: device.name, keyCipher: cipher.encrypt(device.key, placeOf(_id)) },
    numbers: [number, ...others].sort((one, other) => one - other),
    requestedAt: moment.now,
    expiresAt: later(moment.now, DESKTOP_SIGN_IN_SECONDS * 1000),
  })
  const qr = qrDrawing(code)
  return { id: _id.toHexString(), code, qr, secret, number, secondsLeft: DESKTOP_SIGN_IN_SECONDS }
}

/**
 * Opens a request on a phone: from now on it is this person's and nobody else's.
 * @throws Problem `not_found` for a code that opens nothing
 */
export async function openDesktopSignIn(
  { actor, deployment, moment }: Caller,
  code: string,
): Promise<DesktopRequestView> {
  const open = {
    codeIndex: indexOf(deployment.cipher, code),
    state: 'waiting' as const,
    expiresAt: { $gt: moment.now },
  }
  const found =
    (await DesktopSignIns.findOneAndUpdate(
      { ...open, openedById: null },
      { openedById: actor.personId },
      { returnDocument: 'after' },
    ).lean<DesktopSignIn>()) ??
    (await DesktopSignIns.findOne({ ...open, openedById: actor.personId }).lean<DesktopSignIn>())
  if (!found) throw new Problem('not_found', { detail: noCodeWords })
  const { _id, device, requestedAt, numbers } = found
  return { id: _id.toHexString(), deviceName: device.name, requestedAt: requestedAt.toISOString(), numbers }
}

/**
 * Lets the desktop in, or not. A wrong number ends the request: there is one try among three.
 * @throws Problem `not_in_this_state` for a wrong number, and for a request that is over or not this person's
 */
export async function decideDesktopSignIn(
  { actor, moment, log }: Caller,
  id: string,
  decision: DesktopDecisionBody,
): Promise<void> {
  const own = { _id: new Types.ObjectId(id), openedById: actor.personId }
  const live = { ...own, state: 'waiting' as const, expiresAt: { $gt: moment.now } }
  const phone = { confirmedIn: new Types.ObjectId(actor.sessionId) }
  if (decision.kind === 'confirm') {
    const confirmed = await DesktopSignIns.updateOne(
      { ...live, number: decision.number },
      { state: 'confirmed', ...phone, expiresAt: later(moment.now, FETCH_MS) },
    )
    if (confirmed.modifiedCount > 0) return log.info({ desktopSignInId: id }, 'desktop let in')
    // The answer to the first tap was lost: the second one finds its work done.
    const done = await DesktopSignIns.findOne({ ...own, ...phone, number: decision.number }).lean()
    if (done) return
  }
  const ended = await DesktopSignIns.updateOne(live, { state: 'rejected' })
  if (ended.modifiedCount === 0) throw new Problem('not_in_this_state', { detail: overWords })
  log.info({ desktopSignInId: id, how: decision.kind }, 'desktop refused')
  if (decision.kind === 'confirm') throw new Problem('not_in_this_state', { detail: wrongNumberWords })
}

/**
 * How the desktop's request stands. Whoever hears first that it is confirmed may open the one sign-in that it is good for.
 * @throws Problem `not_found` for an unknown request and a wrong secret alike
 */
export async function pollDesktopSignIn(
  { deployment, moment }: Context,
  { id, secret }: { id: string; secret: string },
): Promise<PollResult> {
  const own = { _id: new Types.ObjectId(id), secretHash: secretHash(secret) }
  const taken = await DesktopSignIns.findOneAndUpdate(
    { ...own, state: 'confirmed', expiresAt: { $gt: moment.now } },
    { state: 'taken' },
  ).lean<DesktopSignIn>()
  if (taken) {
    const signIn = await signInOf(deployment.cipher, taken, moment.now)
    return { state: signIn ? 'taken' : 'rejected', signIn }
  }
  const found = await DesktopSignIns.findOne(own).lean<DesktopSignIn>()
  if (!found) throw new Problem('not_found', { detail: overWords })
  return { state: stateOf(found, moment.now), signIn: null }
}

/** Null when the phone was signed out, or its owner's role ended, since the tap. */
async function signInOf(
  cipher: FieldCipher,
  { _id, openedById, confirmedIn, device: { name, keyCipher } }: DesktopSignIn,
  now: Date,
): Promise<SignIn | null> {
  const person = openedById && (await findPerson(openedById))
  if (!person || !confirmedIn || person.isBlocked || staffRoleOf(person.roles) === null) return null
  const vouchedAt = await vouchedIn(confirmedIn, person._id, now)
  return vouchedAt && { person, device: { name, key: cipher.decrypt(keyCipher, placeOf(_id)) }, vouchedAt }
}

function stateOf({ state, openedById, expiresAt }: DesktopSignIn, now: Date): DesktopSignInState {
  if (state === 'rejected' || state === 'taken') return state
  if (expiresAt <= now) return 'expired'
  return openedById === null ? 'waiting' : 'opened'
}

/** Three different numbers of two digits; the first is the one to show. */
function threeNumbers(randomBytes: (count: number) => Buffer): [number, number, number] {
  const left = Array.from({ length: 90 }, (_, index) => 10 + index)
  const draw = () => left.splice(randomBytes(4).readUInt32BE() % left.length, 1)[0] ?? 10
  return [draw(), draw(), draw()]
}

function placeOf(id: Types.ObjectId): { collection: string; field: string; recordId: string } {
  return { collection: 'desktop_sign_ins', field: 'device.key', recordId: id.toHexString() }
}

function indexOf(cipher: FieldCipher, code: string): string {
  return cipher.blindIndex(code, 'desktopSignIn')
}

function later(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds)
}
