import type { ClientSession, Types } from 'mongoose'
import { Problem } from '#shared/problem'
import type { CheckSecondFactorBody, NewSecondFactorView } from '#shared/staff-second-factor'
import { noteSecondFactor } from '../auth/session.service'
import type { Actor, Context } from '../context'
import { invalidFields } from '../http/problem'
import { duplicateKeyOf } from '../mongo'
import type { FieldCipher } from '../personal-data/field-cipher'
import { codeAtStep, enrolmentUri, isExpiredCode, newSecret, stepAt, stepOfCode } from './one-time-password'
import { qrDrawing } from '#shared/qr-drawing'
import { newRecoveryCodes, recoveryIndex } from './recovery-codes'
import { LOCKED_MS, TRIES } from './second-factor-limits'
import { SecondFactors, type SecondFactor } from './second-factor.model'

export type { SecondFactor }

const wrongWords = '验证码不对，请看验证器里现在的6位数字'
const againWrongWords = '验证码还是不对，请检查验证器所在手机的时间'
const expiredWords = '这个验证码过期了，请看现在的6位数字；要是还显示它，请检查手机时间'

/** So long a sign-in counts as fresh, in milliseconds: WeChat has just vouched for the person. */
const FRESH_MS = 15 * 60_000

type Caller = Context & { actor: Actor }

/** The person's second factor, or null. */
export function findSecondFactor(personId: Types.ObjectId): Promise<SecondFactor | null> {
  return SecondFactors.findById(personId).lean<SecondFactor>().exec()
}

/**
 * Makes a new secret; it counts only once a code of it was shown.
 * @throws Problem `already_used` while a confirmed one is there: only a code or a recovery code opens the way to another;
 *   `not_in_this_state` in a sign-in that is not fresh: a stolen one must not bind the thief's own authenticator
 */
export async function beginSecondFactor(call: Caller): Promise<NewSecondFactorView> {
  const { actor, deployment, moment } = call
  if (moment.now.getTime() - actor.signedInAt.getTime() > FRESH_MS) {
    throw new Problem('not_in_this_state', { detail: '为了安全，请先退出登录，再登录一次，马上来绑定' })
  }
  const secret = newSecret(deployment.randomBytes)
  const secretCipher = sealSecret(deployment.cipher, actor.personId, secret)
  try {
    await SecondFactors.updateOne(
      { _id: actor.personId, confirmedAt: null },
      { $set: { secretCipher, recoveryIndexes: [] } },
      { upsert: true },
    )
  } catch (error) {
    if (!duplicateKeyOf(error)) throw error
    throw new Problem('already_used', { detail: '您已经绑定过验证器。换手机请先解除绑定' })
  }
  const uri = enrolmentUri(secret)
  return { secret, uri, qr: qrDrawing(uri) }
}

/** Confirms the new secret with a first code and gives the recovery codes, this once. @throws Problem as a check does */
export async function confirmSecondFactor(call: Caller, code: string): Promise<string[]> {
  const { actor, deployment, moment } = call
  const factor = await countTry(call, actor.personId)
  if (factor.confirmedAt) throw new Problem('already_used', { detail: '您已经绑定过验证器' })
  await takeCode(call, factor, code)
  const recoveryCodes = newRecoveryCodes(deployment.randomBytes)
  const recoveryIndexes = recoveryCodes.map((each) => recoveryIndex(deployment.cipher, actor.id, each))
  const confirmed = await SecondFactors.updateOne(
    { _id: actor.personId, secretCipher: factor.secretCipher },
    { confirmedAt: moment.now, recoveryIndexes },
  )
  if (confirmed.modifiedCount === 0)
    throw new Problem('changed_meanwhile', { detail: '密钥刚刚换了，请在验证器里重新添加' })
  await noteSecondFactor(actor.sessionId, provenUntil(call))
  return recoveryCodes
}

/**
 * Notes in this session that the second factor was shown; gives until when that counts.
 * @throws Problem `invalid_fields` for a wrong or used code, `too_many_requests` while locked, `not_found` without a factor
 */
export async function checkSecondFactor(call: Caller, body: CheckSecondFactorBody): Promise<Date> {
  const factor = await countTry(call, call.actor.personId)
  if (!factor.confirmedAt) throw noFactor()
  if (body.kind === 'code') await takeCode(call, factor, body.code)
  else await takeRecoveryCode(call, factor, body.code)
  const until = provenUntil(call)
  await noteSecondFactor(call.actor.sessionId, until)
  return until
}

/** Uses up the code that this person's authenticator shows now, before anybody is signed in. @throws Problem as a check does */
export async function takeCodeOf(call: Context, personId: Types.ObjectId, code: string): Promise<void> {
  const factor = await countTry(call, personId)
  if (!factor.confirmedAt) throw noFactor()
  await takeCode(call, factor, code)
}

/** Takes the second factor away; the next one is begun anew. @throws Problem as a check does */
export async function removeSecondFactor(call: Caller, body: CheckSecondFactorBody): Promise<void> {
  await checkSecondFactor(call, body)
  await SecondFactors.deleteOne({ _id: call.actor.personId })
  await noteSecondFactor(call.actor.sessionId, call.moment.now)
}

/** Takes the second factor away with somebody's role. */
export async function forgetSecondFactor(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await SecondFactors.deleteOne({ _id: personId }, { session: tx })
}

/** The secret as it is stored. */
export function sealSecret(cipher: FieldCipher, personId: Types.ObjectId, secret: string): string {
  return cipher.encrypt(secret, placeOf(personId))
}

/** The person's second factors, several at once. */
export function findSecondFactors(personIds: readonly Types.ObjectId[]): Promise<SecondFactor[]> {
  return SecondFactors.find({ _id: { $in: personIds } })
    .lean<SecondFactor[]>()
    .exec()
}

/**
 * What an authenticator with this secret would show, for demonstrations only: the code of this half minute, or the next
 * one when that was used; null when both were, or nothing is set up.
 */
export function codeToShow(cipher: FieldCipher, factor: SecondFactor | null, now: Date): string | null {
  if (!factor?.confirmedAt) return null
  const step = stepAt(now)
  if (factor.lastStep > step) return null
  return codeAtStep(openSecret(cipher, factor), factor.lastStep === step ? step + 1 : step)
}

function openSecret(cipher: FieldCipher, factor: SecondFactor): string {
  return cipher.decrypt(factor.secretCipher, placeOf(factor._id))
}

/** Counted before the code is looked at: tries that come at the same moment are all counted. */
async function countTry({ moment }: Context, personId: Types.ObjectId): Promise<SecondFactor> {
  const { now } = moment
  const free = { _id: personId, $or: [{ lockedUntil: null }, { lockedUntil: { $lte: now } }] }
  const counted = await SecondFactors.findOneAndUpdate(
    free,
    { $inc: { tries: 1 }, $set: { lockedUntil: null } },
    { returnDocument: 'after' },
  ).lean<SecondFactor>()
  if (!counted) {
    const { lockedUntil = null } = (await findSecondFactor(personId)) ?? {}
    throw lockedUntil ? locked(lockedUntil, now) : noFactor()
  }
  if (counted.tries <= TRIES) return counted
  const lockedUntil = new Date(now.getTime() + LOCKED_MS)
  await SecondFactors.updateOne({ _id: personId }, { tries: 0, lockedUntil })
  throw locked(lockedUntil, now)
}

async function takeCode({ deployment, moment }: Context, factor: SecondFactor, code: string): Promise<void> {
  const secret = openSecret(deployment.cipher, factor)
  const step = stepOfCode(secret, code, moment.now)
  if (step === null) {
    const isExpired = isExpiredCode(secret, code, moment.now)
    throw wrong(isExpired ? expiredWords : factor.tries > 1 ? againWrongWords : wrongWords, factor)
  }
  const taken = await SecondFactors.updateOne(
    { _id: factor._id, lastStep: { $lt: step } },
    { lastStep: step, tries: 0 },
  )
  if (taken.modifiedCount === 0) throw wrong('这个验证码已经用过，请等下一个', factor)
}

async function takeRecoveryCode(
  { deployment, actor }: Caller,
  factor: SecondFactor,
  code: string,
): Promise<void> {
  const index = recoveryIndex(deployment.cipher, actor.id, code)
  const taken = await SecondFactors.updateOne(
    { _id: factor._id, recoveryIndexes: index },
    { $pull: { recoveryIndexes: index }, $set: { tries: 0 } },
  )
  if (taken.modifiedCount === 0) throw wrong('恢复码不对，或者已经用过', factor)
}

function wrong(detail: string, { tries }: SecondFactor): Problem {
  const left = TRIES - tries
  const more = left > 0 ? `，还能试${left}次` : '，再错要等15分钟'
  return invalidFields([{ pointer: '/code', code: 'second_factor', detail: `${detail}${more}` }])
}

function locked(until: Date, now: Date): Problem {
  const minutes = Math.ceil((until.getTime() - now.getTime()) / 60_000)
  return new Problem('too_many_requests', { detail: `输错太多次，请${minutes}分钟后再试` })
}

function noFactor(): Problem {
  return new Problem('not_found', { detail: '还没有绑定验证器，请先到“我的—账号安全”绑定' })
}

function provenUntil({ deployment, moment }: Context): Date {
  return new Date(moment.now.getTime() + deployment.signIn.secondFactorMs)
}

function placeOf(personId: Types.ObjectId) {
  return { collection: 'second_factors', field: 'secret', recordId: personId.toHexString() }
}
