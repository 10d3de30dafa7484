import { progress, type NoticeRule } from './notice-rule'

const claim = '技能培训补贴申领'

/** What is told about holds, publicity, objections and appeals: rows of the table of messages. */
export const objectionNotices = {
  claim_held: {
    urgency: 'ordinary',
    title: '申领先停一下',
    body: '{bureau}：{reason}。弄清楚了接着办，不用重新排队',
    page: 'claim',
    wechat: progress(claim, '暂停办理', '点开看为什么'),
    sms: null,
  },
  claim_resumed: {
    urgency: 'ordinary',
    title: '申领接着办了',
    body: '{bureau}弄清楚了，接着办，您的位置没变',
    page: 'claim',
    wechat: progress(claim, '接着办理', '位置没变，不用您做什么'),
    sms: null,
  },
  objection_filed: {
    urgency: 'ordinary',
    title: '有人对您的公示提了异议',
    body: '人社部门正在核实，{due}答复。核实完才能打款，有结果马上告诉您',
    page: 'claim',
    wechat: progress(claim, '有异议', '有结果马上告诉您'),
    sms: null,
  },
  objection_dismissed: {
    urgency: 'ordinary',
    title: '异议查过了，不成立',
    body: '人社部门：{answer}。公示期满就由财政打款',
    page: 'claim',
    wechat: progress(claim, '异议不成立', '公示期满就由财政打款'),
    sms: null,
  },
  claim_reopened: {
    urgency: 'ordinary',
    title: '申领重新审核',
    body: '{bureau}：{answer}。您不用重新申领',
    page: 'claim',
    wechat: progress(claim, '重新审核', '不用重新申领'),
    sms: null,
  },
  appeal_kept: {
    urgency: 'ordinary',
    title: '申诉复核过了，维持原来的决定',
    body: '{bureau}：{answer}。不服的，可以申请行政复议，也可以到法院起诉',
    page: 'claim',
    wechat: progress(claim, '维持原决定', '点开看理由和还能怎么办'),
    sms: null,
  },
  objection_answered: {
    urgency: 'ordinary',
    title: '您提的异议有答复了',
    body: '{outcome}。人社部门：{answer}',
    page: 'publicity',
    wechat: null,
    sms: null,
  },
} as const satisfies Record<string, NoticeRule>
