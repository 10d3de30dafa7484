import { scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import type { ClientSession, Types } from 'mongoose'
import { Problem } from '#shared/problem'
import { staffRoleOf } from '#shared/staff-invitations'
import type { PasswordSignInBody, PasswordView } from '#shared/staff-password'
import type { Actor, Context } from '../context'
import { invalidFields } from '../http/problem'
import { duplicateKeyOf } from '../mongo'
import { countTry } from '../people/identity-proof.service'
import { findPerson } from '../people/person.service'
import { takeCodeOf } from '../staff/second-factor.service'
import { closeOtherSessions, type SignIn } from './session.service'
import { StaffPasswords, type StaffPassword } from './staff-password.model'

/** Some 32 MB and a tenth of a second for each guess. */
const COST: StaffPassword['cost'] = { n: 2 ** 15, r: 8, p: 1 }
const SALT_BYTES = 16
const HASH_BYTES = 32
/** For one name and day, right ones too: a phone's scan is always another way in. */
const TRIES_A_DAY = 20
/** The same whatever was wrong: who guesses learns neither names nor passwords. */
const wrongWords = '登录名、密码或验证码不对。验证码连错5次要等15分钟；也可以用手机扫码登录'
const noSalt = Buffer.alloc(SALT_BYTES).toString('base64')

type Caller = Context & { actor: Actor }

/** Under which name the member of staff signs in, if any. */
export async function passwordStanding({ actor }: Caller): Promise<PasswordView> {
  const found = await StaffPasswords.findById(actor.personId).lean<StaffPassword>()
  return { name: found?.name ?? null, setAt: found?.setAt.toISOString() ?? null }
}

/**
 * Sets or changes name and password; every other device is signed out.
 * @throws Problem `invalid_fields` for a name that somebody else has
 */
export async function setPassword(
  { actor, deployment, moment }: Caller,
  { name, password }: { name: string; password: string },
): Promise<void> {
  const salt = deployment.randomBytes(SALT_BYTES).toString('base64')
  const hash = (await hashOf(password, salt, COST)).toString('base64')
  const made = { name, salt, hash, cost: COST, setAt: moment.now }
  try {
    await StaffPasswords.updateOne({ _id: actor.personId }, { $set: made }, { upsert: true })
  } catch (error) {
    if (!duplicateKeyOf(error)) throw error
    throw invalidFields([{ pointer: '/name', code: 'already_used', detail: '这个登录名有人用了，请换一个' }])
  }
  await closeOtherSessions(actor)
}

/** Takes name and password away; every other device is signed out. */
export async function removePassword({ actor }: Caller): Promise<void> {
  await StaffPasswords.deleteOne({ _id: actor.personId })
  await closeOtherSessions(actor)
}

/** Takes name and password away with somebody's role. */
export async function forgetPassword(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await StaffPasswords.deleteOne({ _id: personId }, { session: tx })
}

/**
 * Whom name, password and the code of now let in. Every try is counted before it is looked at, and a name that is
 * nobody's costs the same work.
 * @throws Problem `invalid_fields` in the same words for whatever is wrong, `too_many_requests` after twenty tries a day
 */
export async function passwordSignIn(
  call: Context,
  { name, password, code, device }: PasswordSignInBody,
): Promise<SignIn> {
  const { deployment, moment, log } = call
  const tries = await countTry(`password-${deployment.cipher.blindIndex(name, 'signInName')}`, moment.now)
  if (tries > TRIES_A_DAY) {
    throw new Problem('too_many_requests', {
      detail: '这个登录名今天试得太多了，请用手机扫码登录，或明天再试',
    })
  }
  const found = await StaffPasswords.findOne({ name }).lean<StaffPassword>()
  const given = await hashOf(password, found?.salt ?? noSalt, found?.cost ?? COST)
  const wanted = found === null ? Buffer.alloc(HASH_BYTES) : Buffer.from(found.hash, 'base64')
  if (!timingSafeEqual(given, wanted) || found === null) throw wrong()
  const person = await findPerson(found._id)
  if (!person || person.isBlocked || staffRoleOf(person.roles) === null) throw wrong()
  await takeCodeOf(call, person._id, code).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error
    log.warn({ personId: person._id.toHexString(), problem: error.code }, 'right password, refused code')
    throw wrong()
  })
  return { person, device, vouchedAt: moment.now }
}

function hashOf(password: string, salt: string, { n, r, p }: StaffPassword['cost']): Promise<Buffer> {
  const options: ScryptOptions = { N: n, r, p, maxmem: 256 * n * r }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), Buffer.from(salt, 'base64'), HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

function wrong(): Problem {
  return invalidFields([{ pointer: '/password', code: 'wrong', detail: wrongWords }])
}
