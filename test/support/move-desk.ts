import { setTimeout as pause } from 'node:timers/promises'
import type { AccountMoveView } from '#shared/account-move'
import type { NotificationListView } from '#shared/notifications'
import { AccountMoves } from '../../server/people/account-move.model'
import { carryOutDueAccountMoves } from '../../server/people/account-move-work.service'
import type { NoticeSettings } from '../../server/notifications/notice-config'
import { startSmsSimulator } from '../../server/simulators/sms/sms-simulator'
import { openDesk } from './claim-desk'
import { inventedWorker } from './people'
import { ok } from './path-steps'
import { openRightsDesk } from './rights-desk'
import { startTestServer, type Caller, type Reply } from './server'

const PROVIDER = {
  account: { secretId: 'AKIDtest000000000000', secretKey: 'secret-of-the-tests-000000' },
  appId: '1400000000',
  signName: '匠补通',
  templates: {
    '1003': '您的{1}将在{2}更改。不是您本人操作，请马上打开匠补通取消',
    '1004': '验证码{1}，{2}分钟内有效，用来{3}。不是您本人要的，不要告诉任何人',
  },
}

function noticesVia(baseUrl: string): NoticeSettings {
  const { account, appId, signName } = PROVIDER
  const templateIds = { security: '1003', code: '1004' }
  const sms = { ...account, appId, signName, templateIds, baseUrl }
  return { progressTemplate: null, hasLongTermTemplates: false, sms }
}

/** A server that can send SMS, people with records, and new WeChat accounts that want them. */
export async function openMoveDesk() {
  const sms = await startSmsSimulator({ ...PROVIDER, now: Date.now })
  const server = await startTestServer({}, undefined, noticesVia(sms.baseUrl))
  const desk = await openDesk(server)
  const rights = openRightsDesk(server)
  let accounts = 0

  /** A WeChat account that has never been here. */
  const newWechat = async (): Promise<{ caller: Caller; openid: string }> => {
    accounts += 1
    const openid = `oTESTnewwechat${String(accounts).padStart(3, '0')}00000000000`
    await server.wechat.seed([{ openid }])
    return { caller: await server.signIn(openid), openid }
  }
  const proofOf = (number: number) => {
    const { name, residentIdNumber } = inventedWorker(number)
    return { name, identityNumber: residentIdNumber }
  }
  const smsTo = (number: number) =>
    sms
      .outbox()
      .filter(({ phone }) => phone === `+86${inventedWorker(number).mobileNumber}`)
      .map(({ text }) => text)
  const codesTo = (number: number) => smsTo(number).flatMap((text) => /验证码(\d{6})/.exec(text)?.[1] ?? [])
  /** The answer comes before the SMS; where none comes at all, there is nothing to wait for but a moment. */
  const askCode = async (caller: Caller, number: number): Promise<Reply> => {
    const before = codesTo(number).length
    const reply = await caller.post('/me/account-moves/codes', proofOf(number))
    for (let left = 20; left > 0 && codesTo(number).length === before; left -= 1) await pause(15)
    return reply
  }
  const lastCode = (number: number) => codesTo(number).at(-1) ?? ''
  const begin = (caller: Caller, number: number, code: string) =>
    caller.post('/me/account-moves', { ...proofOf(number), code })

  return {
    ...{ server, desk, rights, newWechat, proofOf, smsTo, askCode, lastCode, begin },
    /** Somebody who asks from a new WeChat, with the code that came to the phone. */
    async asked(number: number): Promise<{ caller: Caller; openid: string; reply: Reply }> {
      const made = await newWechat()
      ok(await askCode(made.caller, number))
      return { ...made, reply: await begin(made.caller, number, lastCode(number)) }
    },
    standing: async (caller: Caller) =>
      ok<AccountMoveView>(await caller.get('/me/account-moves/current')).waiting,
    stop: (caller: Caller) => caller.delete('/me/account-moves/current'),
    carryOutIn: async (days: number) => carryOutDueAccountMoves(await rights.processIn(days)),
    /** As if the time had passed: afterwards people sign in on the day of the move, and not before it. */
    async carryOutNow(): Promise<number> {
      await AccountMoves.updateMany({ state: 'waiting' }, { dueAt: new Date(Date.now() - 1) })
      return carryOutDueAccountMoves(await rights.processIn(0))
    },
    async newsOf(caller: Caller, kind: string): Promise<string[]> {
      const { items } = ok<NotificationListView>(await caller.get('/me/notifications'))
      return items.filter((item) => item.kind === kind).map(({ body }) => body)
    },
    async close(): Promise<void> {
      await server.stop()
      await sms.close()
    },
  }
}
