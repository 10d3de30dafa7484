import { randomBytes } from 'node:crypto'
import path from 'node:path'
import type { NoticeSettings } from '../notifications/notice-config'
import { DEMO_SMS_TEMPLATES, demonstrationSms } from './demonstration-sms'
import { DEMO_PROGRESS_TEMPLATE } from './demonstration-wechat'
import { spawnSmsSimulator, type SimulatorProcess } from './simulator-process'

/**
 * The demonstration's copies beyond the payout notice: progress through WeChat, and a provider of SMS on this machine.
 * @param onGone told of every end of that provider that nobody asked for
 */
export async function simulateNotices(
  dataDir: string,
  onGone: (exitCode: number | null) => void,
): Promise<{ running: SimulatorProcess; notices: NoticeSettings }> {
  const stateFile = path.join(dataDir, 'sms-simulator.json')
  const controlKey = randomBytes(24).toString('hex')
  const running = await spawnSmsSimulator({ port: 0, stateFile, controlKey }, onGone)
  const { account, appId, signName } = demonstrationSms
  const sms = { ...account, appId, signName, templateIds: DEMO_SMS_TEMPLATES, baseUrl: running.baseUrl }
  const { id } = DEMO_PROGRESS_TEMPLATE
  const keys = { subject: 'thing1', result: 'phrase2', date: 'date3', note: 'thing4' }
  return { running, notices: { progressTemplate: { id, keys }, hasLongTermTemplates: false, sms } }
}
