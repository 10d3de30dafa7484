import { statusView, type StatusView } from '#shared/session'
import { publicQuery } from './http/route'
import type { NoticeChannels } from './notifications/notice-templates'
import { standingOn } from './policies/policy-standing'

/** For which messages of WeChat the phone can ask. */
function subscribeTemplatesOf({ wechat }: NoticeChannels): StatusView['subscribeTemplates'] {
  return { payout: wechat.payout?.id ?? null, progress: wechat.progress?.id ?? null }
}

export const statusRoutes = [
  publicQuery({
    method: 'get',
    path: '/status',
    summary:
      'Which day it is for the programme, which policy is in force, and whether this is a demonstration',
    access: 'public',
    response: statusView,
    handler: async ({ deployment, moment }) => {
      const policy = deployment.policies.current
      const { status, sentence } = standingOn(deployment.policies, moment.today)
      const { code, version, preset, hash } = policy
      return {
        body: {
          mode: deployment.mode,
          programmeDate: moment.today,
          policy: { code, version, title: policy.file.title, preset, hash, status, statusText: sentence },
          subscribeTemplates: subscribeTemplatesOf(deployment.noticeChannels),
        },
      }
    },
  }),
]
