import { accountMoveBody, accountMoveCodeView, accountMoveProof, accountMoveView } from '#shared/account-move'
import { action, command, query, type Route } from '../http/route'
import type { SendSms } from '../sms/sms.client'
import { accountMoveOf, askForAccountMove, sendMoveCode, undoAccountMove } from './account-move.service'
import { PHONE_CODE_MINUTES } from './phone-code.service'

/** Another WeChat account for somebody who is here already. @param sendSms null where nothing can be sent */
export function accountMoveRoutes(sendSms: SendSms | null): Route[] {
  return [
    query({
      method: 'get',
      path: '/me/account-moves/current',
      summary: 'The move that waits, of this account to another WeChat account or of another one to this',
      access: ['worker'],
      response: accountMoveView,
      handler: async (call) => ({ body: await accountMoveOf(call, call.actor) }),
    }),
    action({
      method: 'post',
      path: '/me/account-moves/codes',
      summary:
        'Send a code to the number on file of whoever has this name and identity number; answers alike for all',
      access: ['worker'],
      body: accountMoveProof,
      response: accountMoveCodeView,
      problems: ['not_in_this_state'],
      handler: async (call) => {
        await sendMoveCode(call, call.body, sendSms)
        return { status: 201, body: { minutes: PHONE_CODE_MINUTES } }
      },
    }),
    command({
      method: 'post',
      path: '/me/account-moves',
      summary:
        'Begin the move of the account with this name, number and code to the WeChat account signed in; it waits',
      access: ['worker'],
      body: accountMoveBody,
      response: accountMoveView,
      problems: ['not_in_this_state'],
      handler: async (call) => {
        await askForAccountMove(call, call.body)
        return { status: 201, body: await accountMoveOf(call, call.actor, call.tx) }
      },
    }),
    command({
      method: 'delete',
      path: '/me/account-moves/current',
      summary: 'Stop the move that waits, from either side',
      access: ['worker'],
      response: accountMoveView,
      problems: ['changed_meanwhile'],
      handler: async (call) => {
        await undoAccountMove(call)
        return { body: await accountMoveOf(call, call.actor, call.tx) }
      },
    }),
  ]
}
