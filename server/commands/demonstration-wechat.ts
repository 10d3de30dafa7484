import demonstration from '#seeds/demonstration.json'
import type { SimulatedTemplate, SimulatorOptions } from '../simulators/wechat/simulator-context'

/** The AppID that every service refuses. */
export const DEMO_APP = { appId: 'wx0000000000000000', appSecret: 'demonstration-secret-0000000000' }

/** The mini-program's original id on the simulated platform. */
export const DEMO_GH_ID = 'gh_000000000000'

/** Keys of the demonstration's template; a real one is configured. */
export const DEMO_TEMPLATE = {
  id: 'demo-payout-template',
  title: '补贴到账通知',
  kind: 'one_time',
  keys: { thing1: 'thing', amount2: 'amount', date3: 'date', thing4: 'thing' },
  labels: { thing1: '补贴项目', amount2: '到账金额', date3: '到账日期', thing4: '备注' },
} as const satisfies SimulatedTemplate

/** For progress and for what the worker has to do. */
export const DEMO_PROGRESS_TEMPLATE = {
  id: 'demo-progress-template',
  title: '办理进度通知',
  kind: 'one_time',
  keys: { thing1: 'thing', phrase2: 'phrase', date3: 'date', thing4: 'thing' },
  labels: { thing1: '办理事项', phrase2: '办理结果', date3: '日期', thing4: '备注' },
} as const satisfies SimulatedTemplate

/** What the demonstration's WeChat knows: one mini-program, its templates, its pages, the invented people. */
export const demonstrationWechat: Pick<SimulatorOptions, 'app' | 'templates' | 'releasedPages' | 'people'> = {
  app: DEMO_APP,
  templates: [DEMO_TEMPLATE, DEMO_PROGRESS_TEMPLATE],
  releasedPages: [
    'packages/claims/progress/index',
    'packages/claims/enrolment/index',
    'packages/claims/confirm/index',
    'pages/messages/index',
  ],
  people: demonstration.people.map(({ openid, identity, wechatPhone }) => {
    const phone = wechatPhone ?? identity?.mobileNumber
    return phone === undefined ? { openid } : { openid, phone }
  }),
}
