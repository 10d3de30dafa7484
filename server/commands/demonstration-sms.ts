import type { SmsSimulatorOptions } from '../simulators/sms/sms-simulator'

/** What the demonstration's provider of SMS knows: one account, its signature, its registered texts. */
export const demonstrationSms: Pick<SmsSimulatorOptions, 'account' | 'appId' | 'signName' | 'templates'> = {
  account: { secretId: 'demonstration-secret-id', secretKey: 'demonstration-secret-key' },
  appId: '1400000000',
  signName: '匠补通演示',
  templates: {
    '1001': '您的培训补贴{1}已到账，详情请看匠补通',
    '1002': '培训补贴要您来办：{1}。请打开匠补通',
    '1003': '您的{1}将在{2}更改。不是您本人操作，请马上打开匠补通取消',
    '1004': '验证码{1}，{2}分钟内有效，用来{3}。不是您本人要的，不要告诉任何人',
  },
}

/** Which of the registered texts is which. */
export const DEMO_SMS_TEMPLATES = { payout: '1001', to_do: '1002', security: '1003', code: '1004' } as const
