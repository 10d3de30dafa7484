import * as v from 'valibot'
import { claimView, type ClaimView } from '#shared/claims'
import type { Role } from '#shared/people'
import { signIn } from '../../miniapp/src/api/session'
import { phone, type Answer, type SentRequest } from './taro'

type Reply = (request: SentRequest) => Answer | Promise<Answer>
const ok = (data: unknown): Answer => ({ statusCode: 200, data })

/** Answers by `METHOD /path` (without `/api`); everything else fails the test. */
export function answer(replies: Record<string, Reply>): void {
  phone.respond = (request) => {
    const reply = replies[`${request.method} ${request.url.replace(/^.*\/api/, '')}`]
    if (!reply) throw new Error(`the test did not say how to answer ${request.method} ${request.url}`)
    return reply(request)
  }
}

/** The body of the last request to a path, or undefined when none was sent. */
export function sentTo(path: string): unknown {
  const request = phone.sent.filter(({ url }) => url === `/api${path}`).at(-1)
  return request?.data === undefined ? undefined : (JSON.parse(request.data) as unknown)
}

/** A member of staff with this role is signed in on the phone. */
export async function signInAs(role: Role): Promise<void> {
  const me = {
    id: 'a'.repeat(24),
    displayName: '演示·工作人员',
    roles: [role],
    institutionName: null,
    identity: null,
    payeeAccount: null,
    employment: null,
    unreadCount: 0,
  }
  answer({
    'POST /demo/login-codes': () => ok({ code: 'code' }),
    'POST /sessions': () => ok({ token: 'token', expiresAt: '2030-01-01T00:00:00.000Z', me }),
  })
  await signIn(role)
}

/** What the phone asks on every staff page, beside the page's own question. */
export const status = {
  'GET /status': () =>
    ok({
      mode: 'demo',
      programmeDate: '2021-06-18',
      policy: {
        code: 'p',
        version: 1,
        title: '办法',
        preset: 'notice',
        hash: 'ab',
        status: 'active',
        statusText: '有效',
      },
      subscribeTemplates: { payout: null },
    }),
}

/** A claim for row 46 (最高1000元) in the HR bureau's hands; a test states only what it is about. */
export function claimFor(changes: Partial<ClaimView> = {}): ClaimView {
  const amount = { kind: 'upTo' as const, fen: 100_000, unit: 'per_person' as const }
  return v.parse(claimView, {
    id: 'c'.repeat(24),
    claimNo: '210618-2422-9716',
    state: 'hr_review',
    stateText: '人社部门审核中',
    tradeSeq: 46,
    tradeRow: {
      seq: 46,
      name: '建筑起重机械司机（塔式起重机）',
      category: '建筑施工特种作业',
      raw: '建筑起重机械司机（塔式起重机）(住建部： 起重驾驶员（含塔式、门式、桥式等起重机驾驶员）',
      amountYuan: 1000,
      scarce: false,
    },
    classTitle: '塔吊司机培训班（第3期）',
    institutionName: '演示·建安培训中心',
    amount,
    decidedFen: null,
    submittedAt: '2021-06-15T02:00:00.000Z',
    claimantMasked: '王*四',
    toDoText: '',
    revision: 3,
    rule: {
      ruleId: 'special',
      clause: '（九）',
      quotation: '按每人不超过1000元标准给予补贴',
      outcome: 'payable',
      amount,
      lines: [{ condition: 'certificate', text: '证书：有', standing: 'met' }],
      flags: [],
    },
    policy: { code: 'lyg-2020-housing-skills', version: 1, preset: 'notice', hash: '28a285b73352' },
    decidedReason: null,
    account: {
      bankName: '演示银行',
      cardMasked: '***************0012',
      confirmedAt: '2021-06-01T00:00:00.000Z',
    },
    employment: null,
    claimant: { nameMasked: '王*四', residentIdMasked: '9****************1', mobileMasked: '140******01' },
    training: {
      onsiteHoursTenths: 400,
      onlineHoursTenths: 0,
      exam: null,
      certificate: null,
      joinedLate: true,
    },
    returned: null,
    refused: null,
    appealUntil: null,
    heldReason: null,
    publicity: null,
    objections: [],
    appeal: null,
    aheadInQueue: 0,
    nextText: '人社部门在审，由它核定金额',
    forecast: null,
    papersNotAsked: [],
    timeline: [],
    listRefusal: null,
    checksNeeded: ['identity', 'account'],
    machineChecks: [],
    suspects: null,
    checksMade: [],
    assigneeName: null,
    duty: null,
    work: { assignee: null, notes: [], dueOn: '2021-07-01', duty: 'in_time', conflict: null },
    payment: null,
    permittedEvents: ['pass', 'return', 'refuse'],
    ...changes,
  })
}
