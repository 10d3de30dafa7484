import { mobileNumber, maskMobile } from '#shared/identity'
import { phoneBindingMinutes } from '#shared/phone-binding'
import { Problem } from '#shared/problem'
import type { ClientSession } from 'mongoose'
import * as v from 'valibot'
import type { Actor, Command, Context } from '../context'
import { invalidFields } from '../http/problem'
import type { WechatPhoneNumber } from '../wechat/phone-number'
import { People, type Person } from './person.model'

const MINUTE_MS = 60_000

/**
 * Keeps the number that WeChat vouched for until the person saves the form around it. One write of its own: WeChat was
 * asked before it. @returns the number, masked
 * @throws Problem `not_in_this_state` for a number that no message of ours reaches, `not_signed_in` when the account is gone
 */
export async function keepBoundMobile(
  { deployment, moment }: Context,
  actor: Pick<Actor, 'personId'>,
  { number, countryCode }: WechatPhoneNumber,
): Promise<string> {
  if (countryCode !== '86' || !v.is(mobileNumber, number)) {
    throw new Problem('not_in_this_state', {
      detail: '微信绑定的不是大陆手机号，发不了短信。请在下面填一个大陆手机号',
    })
  }
  const boundMobile = {
    mobileCipher: deployment.cipher.encrypt(number, placeOf(actor.personId.toHexString())),
    boundAt: moment.now,
  }
  // WeChat was asked in between: an account that was deleted meanwhile must not get a number again.
  const { matchedCount } = await People.updateOne(
    { _id: actor.personId, isBlocked: false },
    { $set: { boundMobile } },
  )
  if (matchedCount === 0) throw new Problem('not_signed_in')
  return maskMobile(number)
}

/**
 * The vouched number, once, for the form that is being saved without a typed one.
 * @throws Problem `invalid_fields` when there is none, or it has waited too long
 */
export async function takeBoundMobile({ deployment, moment, actor, tx }: Command): Promise<string> {
  const person = await People.findById(actor.personId).session(tx).lean<Person>()
  const bound = person?.boundMobile
  if (!bound) throw missing('请填手机号')
  if (moment.now.getTime() - bound.boundAt.getTime() > phoneBindingMinutes * MINUTE_MS) {
    throw missing('从微信取的手机号放太久了，请再点一次“用微信的手机号”，或者自己填')
  }
  await People.updateOne({ _id: actor.personId }, { $set: { boundMobile: null } }, { session: tx })
  return deployment.cipher.decrypt(bound.mobileCipher, placeOf(actor.id))
}

/** Lets the numbers go that no form took in time. @returns how many */
export async function forgetOldBoundMobiles(now: Date, tx: ClientSession): Promise<number> {
  const latest = new Date(now.getTime() - phoneBindingMinutes * MINUTE_MS)
  const forgotten = await People.updateMany(
    { 'boundMobile.boundAt': { $lt: latest } },
    { $set: { boundMobile: null } },
    { session: tx },
  )
  return forgotten.modifiedCount
}

function placeOf(recordId: string) {
  return { collection: 'people', field: 'boundMobile.number', recordId }
}

function missing(detail: string): Problem {
  return invalidFields([{ pointer: '/mobileNumber', code: 'required', detail }])
}
