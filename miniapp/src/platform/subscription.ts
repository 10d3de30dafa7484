import Taro from '@tarojs/taro'
import type { SubscriptionBody } from '#shared/notifications'
import { api } from '../api/endpoints'
import { confirmed } from './confirm'

/**
 * Asks whether WeChat may send one message by this template. Must be called straight from a tap: the platform
 * refuses otherwise. In a browser the demonstration asks in WeChat's place and tells the simulator the answer.
 */
export async function askToNotify(key: string, templateId: string): Promise<SubscriptionBody['answer']> {
  if (process.env.TARO_ENV === 'h5') return askInBrowser(key, templateId)
  const answers: object = await Taro.requestSubscribeMessage({ tmplIds: [templateId], entityIds: [] })
  const answer = new Map<string, unknown>(Object.entries(answers)).get(templateId)
  return answer === 'accept' || answer === 'ban' || answer === 'filter' ? answer : 'reject'
}

async function askInBrowser(key: string, templateId: string): Promise<SubscriptionBody['answer']> {
  const sure = await confirmed({
    title: '“匠补通”想发一条通知',
    content: '补贴到账通知（演示，代替微信的提问）',
    yes: '允许',
    no: '不用',
  })
  const answer = sure ? 'accept' : 'reject'
  await api.demoSubscribe(`${key}-asked`, { templateId, answer })
  return answer
}
