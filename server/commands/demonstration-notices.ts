import path from 'node:path'
import type { NoticeSettings } from '../notifications/notice-config'
import { startSmsSimulator, type SmsSimulator } from '../simulators/sms/sms-simulator'
import { DEMO_PROGRESS_TEMPLATE } from './demonstration-wechat'

const ACCOUNT = { secretId: 'demonstration-secret-id', secretKey: 'demonstration-secret-key' }
const APP_ID = '1400000000'
const SIGN_NAME = '匠补通演示'

/** The demonstration's copies beyond the payout notice: progress through WeChat, and a provider of SMS on this machine. */
export async function simulateNotices(
  dataDir: string,
): Promise<{ running: SmsSimulator; notices: NoticeSettings }> {
  const running = await startSmsSimulator({
    account: ACCOUNT,
    appId: APP_ID,
    signName: SIGN_NAME,
    templates: {
      '1001': '您的培训补贴{1}已到账，详情请看匠补通',
      '1002': '培训补贴要您来办：{1}。请打开匠补通',
    },
    outboxFile: path.join(dataDir, 'sms-simulator.json'),
    now: Date.now,
  })
  const sms = {
    ...ACCOUNT,
    appId: APP_ID,
    signName: SIGN_NAME,
    templateIds: { payout: '1001', to_do: '1002' },
    baseUrl: running.baseUrl,
  }
  const { id } = DEMO_PROGRESS_TEMPLATE
  const keys = { subject: 'thing1', result: 'phrase2', date: 'date3', note: 'thing4' }
  return { running, notices: { progressTemplate: { id, keys }, hasLongTermTemplates: false, sms } }
}
