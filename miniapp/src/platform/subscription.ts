import Taro from '@tarojs/taro'
import { noticeSettings } from '#shared/notice-settings'
import type { SubscriptionBody } from '#shared/notifications'
import { api } from '../api/endpoints'
import { confirmed } from './confirm'
import { keep, readKept } from './storage'

type Answer = SubscriptionBody['answer']

const place = 'subscription-refused-at'
const DAY_MS = 86_400_000

/** Whether to offer messages at all: not again so soon after somebody said no. */
export function mayAskToNotify(now: number): boolean {
  const refusedAt = readKept<number>(place)
  return refusedAt === null || now - refusedAt >= noticeSettings.askAgainAfterDays * DAY_MS
}

/**
 * Asks whether WeChat may send one message by each of these templates, and tells the server the answers. Must be called
 * straight from a tap: the platform refuses otherwise. In a browser the demonstration asks in WeChat's place and tells the
 * simulator.
 * @param templateIds three at most; the first is the one that the person was offered
 * @param what the templates by their names, for the browser: WeChat names them itself
 * @returns the answer for the first
 */
export async function askToNotify(
  key: string,
  templateIds: readonly string[],
  what: string,
): Promise<Answer> {
  const answers =
    process.env.TARO_ENV === 'h5' ? await askInBrowser(templateIds, what) : await askInWechat(templateIds)
  for (const [index, { templateId, answer }] of answers.entries()) {
    if (process.env.TARO_ENV === 'h5' && answer === 'accept')
      await api.demoSubscribe(`${key}-asked-${String(index)}`, { templateId, answer })
    await api.subscribe(`${key}-told-${String(index)}`, { templateId, answer })
  }
  const first = answers[0]?.answer ?? 'reject'
  if (first !== 'accept') keep(place, Date.now())
  return first
}

async function askInWechat(templateIds: readonly string[]): Promise<SubscriptionBody[]> {
  const given: object = await Taro.requestSubscribeMessage({ tmplIds: [...templateIds], entityIds: [] })
  const answers = new Map<string, unknown>(Object.entries(given))
  return templateIds.map((templateId) => ({ templateId, answer: readAnswer(answers.get(templateId)) }))
}

function readAnswer(answer: unknown): Answer {
  return answer === 'accept' || answer === 'ban' || answer === 'filter' ? answer : 'reject'
}

async function askInBrowser(templateIds: readonly string[], what: string): Promise<SubscriptionBody[]> {
  const sure = await confirmed({
    title: '“匠补通”想发通知',
    content: `${what}（演示，代替微信的提问）`,
    yes: '允许',
    no: '不用',
  })
  return templateIds.map((templateId) => ({ templateId, answer: sure ? 'accept' : 'reject' }))
}
