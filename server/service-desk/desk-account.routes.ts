import { meView } from '#shared/people'
import { Problem } from '#shared/problem'
import { deskAccountBody } from '#shared/service-desk'
import { keepConsent } from '../consents/consent.service'
import type { Actor, Context } from '../context'
import { action, command, type Route } from '../http/route'
import { refuseWhileAccountMoves } from '../people/account-move.service'
import { refuseWhileContactChanges } from '../people/contact-change.service'
import { presentMe } from '../people/me.routes'
import { checkPhoneCode, sendPhoneCode } from '../people/phone-code.service'
import { openIdentity } from '../people/person-secrets'
import { findPerson, setPayeeAccount } from '../people/person.service'
import type { SendSms } from '../sms/sms.client'
import { tellAccountSetAtDesk, wrongCode } from './desk-visit.service'

function useOf({ actor }: { actor: Actor }) {
  if (actor.visitId === null)
    throw new Problem('not_in_this_state', { detail: '在自己手机上，到“收款账户”里填就行' })
  return {
    ...{ purpose: 'desk_account' as const, words: '在窗口登记收款卡' },
    ...{ personId: actor.personId, askedById: actor.visitId },
  }
}

async function mobileOf({ deployment, actor }: Context & { actor: Actor }): Promise<string> {
  const person = await findPerson(actor.personId)
  if (!person?.identity) throw new Problem('identity_needed')
  return openIdentity(deployment.cipher, person._id, person.identity).mobileNumber
}

/** The payee account at a desk: with a code of its own on the person's phone, which nobody else can read off. */
export function deskAccountRoutes(sendSms: SendSms | null): Route[] {
  return [
    action({
      method: 'post',
      path: '/me/desk-account-codes',
      summary: 'At a desk: send the person the code without which no account is set',
      access: ['worker'],
      problems: ['not_in_this_state', 'identity_needed'],
      assistedAct: '发收款卡验证码',
      isDeskOnly: true,
      handler: async (call) => {
        const use = useOf(call)
        if (!sendSms) throw new Problem('not_in_this_state', { detail: '短信没有开通，窗口不能登记收款卡' })
        await sendPhoneCode(call, sendSms, { ...use, mobileNumber: await mobileOf(call) })
        return { status: 204, body: undefined }
      },
    }),
    command({
      method: 'put',
      path: '/me/desk-account',
      summary: 'At a desk: set the payee account, with the code on the person’s own phone',
      access: ['worker'],
      body: deskAccountBody,
      response: meView,
      problems: ['not_in_this_state'],
      assistedAct: '登记收款卡',
      isDeskOnly: true,
      handler: async (call) => {
        const { code, ...account } = call.body
        const use = useOf(call)
        await refuseWhileContactChanges(call)
        await refuseWhileAccountMoves(call)
        if (!(await checkPhoneCode(call, use, code))) throw wrongCode()
        await setPayeeAccount(call, account)
        await keepConsent(call, call.actor.personId, 'account')
        await tellAccountSetAtDesk(call, {
          bankName: account.bankName,
          lastFour: account.cardNumber.slice(-4),
        })
        return { body: await presentMe(call, call.actor, call.tx) }
      },
    }),
  ]
}
