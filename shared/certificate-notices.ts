import { progress, type NoticeRule } from './notice-rule'

/** What happens to certificates: rows of the table of messages. A lock screen does not say which one. */
export const certificateNotices = {
  certificate_verified: {
    urgency: 'ordinary',
    title: '证书核实了',
    body: '{title}在全国联网查询里查到了，和您本人对得上',
    page: 'certificates',
    wechat: null,
    sms: null,
  },
  certificate_differs: {
    urgency: 'ordinary',
    title: '证书对不上',
    body: '{title}和全国联网查询里的不一样。点开看哪里不一样，请对照证书核对编号',
    page: 'certificates',
    wechat: progress('证书核实', '对不上', '点开看哪里不一样'),
    sms: null,
  },
  certificate_revoked: {
    urgency: 'ordinary',
    title: '证书被注销了',
    body: '{title}在全国联网查询里已经注销，不能再凭它上岗。有疑问请问发证机构',
    page: 'certificates',
    wechat: progress('证书核实', '已注销', '有疑问请问发证机构'),
    sms: null,
  },
  certificate_expiring: {
    urgency: 'ordinary',
    title: '证书快到期了',
    body: '{title}{lastDay}到期，{left}。要接着用，请早点问发证机构怎么复审、换证',
    page: 'certificates',
    wechat: progress('证书有效期', '快到期', '点开看哪天到期'),
    sms: { template: 'to_do', values: ['证书快到期'] },
  },
} as const satisfies Record<string, NoticeRule>
