import { accountNotices } from './account-notices'
import { certificateNotices } from './certificate-notices'
import { chargeNotices } from './charge-notices'
import { classLifeNotices } from './class-life-notices'
import { objectionNotices } from './objection-notices'
import { classNotices } from './class-notices'
import { crewNotices } from './crew-notices'
import { progress, type NoticeRule } from './notice-rule'

/**
 * Who gets a message about what, in which words, over which channels. Data: a new event is a new row, fired by the
 * service or job that its event belongs to.
 */
export const noticeRules = {
  enrolled: {
    urgency: 'ordinary',
    title: '报名成功',
    body: '{classTitle}，{startsOn}开班。课上满、考合格，就能申领补贴',
    page: 'enrolment',
    wechat: null,
    sms: null,
  },
  enrolled_unpaid: {
    urgency: 'ordinary',
    title: '报名成功，没有补贴',
    body: '{classTitle}，{startsOn}开班。您已确认：没有补贴也来学',
    page: 'enrolment',
    wechat: null,
    sms: null,
  },
  exam_passed: {
    urgency: 'ordinary',
    title: '考试合格',
    body: '{classTitle}考试合格。去看看补贴现在能不能申领',
    page: 'enrolment',
    wechat: progress('培训考试', '合格', '点开看补贴能不能申领'),
    sms: null,
  },
  exam_failed: {
    urgency: 'ordinary',
    title: '考试这次没合格',
    body: '{classTitle}考试这次没合格。补考的时间，请问培训机构',
    page: 'enrolment',
    wechat: progress('培训考试', '未合格', '补考时间请问培训机构'),
    sms: null,
  },
  certificate: {
    urgency: 'ordinary',
    title: '证书已登记',
    body: '{classTitle}的证书已登记，去看看能不能申领补贴',
    page: 'enrolment',
    wechat: null,
    sms: null,
  },
  claim_received: {
    urgency: 'ordinary',
    title: '申领已收到',
    body: '回执号{claimNo}。住建部门先审，有进展会告诉您',
    page: 'claim',
    wechat: null,
    sms: null,
  },
  claim_returned: {
    urgency: 'ordinary',
    title: '要您补一下',
    body: '{bureau}说：{reason}。{toDo}，补好不用重新排队',
    page: 'claim',
    wechat: progress('技能培训补贴申领', '要补材料', '点开看补什么，不用重排队'),
    sms: { template: 'to_do', values: ['补一下材料'] },
  },
  claim_refused: {
    urgency: 'ordinary',
    title: '申领没有通过',
    body: '{bureau}：{reason}：{comment}。有不同意见，可以到窗口问',
    page: 'claim',
    wechat: progress('技能培训补贴申领', '没有通过', '点开看原因和怎么办'),
    sms: null,
  },
  claim_approved: {
    urgency: 'ordinary',
    title: '审核通过',
    body: '核定{amount}，接下来由财政打款',
    page: 'claim',
    wechat: progress('技能培训补贴申领', '审核通过', '接下来由财政打款'),
    sms: null,
  },
  publicity_started: {
    urgency: 'ordinary',
    title: '审核通过，开始公示',
    body: '核定{amount}，公示{days}个工作日，没有异议就由财政打款',
    page: 'claim',
    wechat: progress('技能培训补贴申领', '开始公示', '公示期满就由财政打款'),
    sms: null,
  },
  payout: {
    urgency: 'ordinary',
    title: '钱到账了！',
    body: '{trade}培训补贴{amount}已打到您{bank}的卡上（尾号{lastFour}）',
    page: 'claim',
    wechat: {
      template: 'payout',
      fields: {
        purpose: '职业技能培训补贴',
        amount: '{amount}',
        date: '{today}',
        note: '点开看是哪一笔、打到哪张卡',
      },
    },
    sms: { template: 'payout', values: ['{amount}'] },
  },
  payout_failed: {
    urgency: 'ordinary',
    title: '打款没成功',
    body: '{failure}。换一张本人的卡，过两天排进下一批，不用重新审核',
    page: 'claim',
    wechat: progress('技能培训补贴打款', '没有成功', '点开换一张本人的卡'),
    sms: { template: 'to_do', values: ['换一张收款卡'] },
  },
  payee_changed: {
    urgency: 'security',
    title: '这笔要打到新卡',
    body: '申领的补贴改打到尾号{lastFour}的卡，{day}起才打款。不是您本人换的，请马上到窗口办理',
    page: 'claim',
    wechat: progress('收款账户', '已更换', '不是您换的，请马上到窗口'),
    sms: { template: 'security', values: ['收款卡', '{day}'] },
  },
  accounts_differ: {
    urgency: 'ordinary',
    title: '收款卡不一样，先没打',
    body: '您有{count}笔补贴等着打款，收款卡却不一样（尾号{cards}）。请点开，把它们改到同一张本人的卡',
    page: 'claim',
    wechat: progress('技能培训补贴打款', '等您来办', '点开把收款卡改成一张'),
    sms: { template: 'to_do', values: ['核对收款卡'] },
  },
  ...accountNotices,
  ...classNotices,
  ...chargeNotices,
  ...classLifeNotices,
  ...crewNotices,
  ...certificateNotices,
  ...objectionNotices,
  reminder_to_do: {
    urgency: 'ordinary',
    title: '还等您来办',
    body: '您的申领已经等了{days}天，{toDo}。办好就继续，不用重新排队',
    page: 'claim',
    wechat: progress('技能培训补贴申领', '等您来办', '点开看要办什么'),
    sms: { template: 'to_do', values: ['接着办完申领'] },
  },
  still_reviewing: {
    urgency: 'ordinary',
    title: '还在审核，没有忘',
    body: '{bureau}还在审核，已经{days}天了。您现在不用做什么，有进展会告诉您',
    page: 'claim',
    wechat: null,
    sms: null,
  },
  still_paying: {
    urgency: 'ordinary',
    title: '钱还在办，没有忘',
    body: '审核已经通过，财政还没打款，已经{days}天了。您现在不用做什么，到账会告诉您',
    page: 'claim',
    wechat: null,
    sms: null,
  },
  last_day_to_claim: {
    urgency: 'ordinary',
    title: '快到申领期限了',
    body: '{classTitle}的补贴还没申领。最晚{lastDay}（当天也行），{left}，过了就不能领了',
    page: 'confirm_claim',
    wechat: {
      template: 'progress',
      fields: {
        subject: '技能培训补贴申领',
        result: '快到期限',
        date: '{lastDay}',
        note: '这天是最后一天，点开申领',
      },
    },
    sms: { template: 'to_do', values: ['快到申领期限'] },
  },
} as const satisfies Record<string, NoticeRule>

export type NoticeKind = keyof typeof noticeRules
export const noticeKinds = Object.keys(noticeRules) as [NoticeKind, ...NoticeKind[]]

/** The names of the places in a text: `{amount}` in `核定{amount}`. */
type PlacesIn<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlacesIn<Rest>
  : never
type TextsOf<Rule extends NoticeRule> =
  | Rule['title']
  | Rule['body']
  | (Rule['sms'] extends { values: readonly (infer Value extends string)[] } ? Value : never)
  | (Rule['wechat'] extends { fields: infer Fields } ? Fields[keyof Fields] : never)
/** What a message of this kind needs to be worded; `today` is filled in for it. */
export type NoticeValues<Kind extends NoticeKind> = Record<
  Exclude<PlacesIn<Extract<TextsOf<(typeof noticeRules)[Kind]>, string>>, 'today'>,
  string
>

/** `核定{amount}` with `{ amount: '500元' }` → `核定500元`. @throws Error when a place has no value */
export function fillPlaces(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_whole, place: string) => {
    const value = values[place]
    if (value === undefined) throw new Error(`The words of a message need a value for ${place}`)
    return value
  })
}
