import type { NoticeRule } from './notice-rule'

/** What comes of a report: rows of the table of messages. */
export const chargeNotices = {
  charge_report_closed: {
    urgency: 'ordinary',
    title: '您举报收费的事，查过了',
    body: '住建部门：{note}',
    page: 'charge_report',
    wechat: null,
    sms: null,
  },
} as const satisfies Record<string, NoticeRule>
