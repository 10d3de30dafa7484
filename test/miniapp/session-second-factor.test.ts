import { payoutApi } from '../../miniapp/src/api/payout-endpoints'
import {
  onSecondFactorRequest,
  secondFactorRequest,
  settleSecondFactor,
} from '../../miniapp/src/api/second-factor'
import { phone, type Answer } from '../support/taro'

const ok = (data: unknown): Answer => ({ statusCode: 200, data })
const needed: Answer = {
  statusCode: 403,
  data: { code: 'second_factor_needed', title: '请再输一次验证码', detail: '请输入验证器里的6位数字' },
}
const batch = { claimIds: ['a'], expectedTotalFen: 1 }
let isShown = false

beforeEach(() => {
  isShown = false
  phone.respond = () => (isShown ? ok({ id: 'batch' }) : needed)
})

/** The person closes the sheet, or shows the code, as soon as it is asked for. */
function answerWith(shown: boolean): () => void {
  return onSecondFactorRequest(() => {
    if (!secondFactorRequest()) return
    isShown = shown
    queueMicrotask(() => settleSecondFactor(shown))
  })
}

describe('a step that needs the second factor', () => {
  it('asks in the server’s words and goes out again under the same key once the code was shown', async () => {
    const words: (string | undefined)[] = []
    const stopListening = onSecondFactorRequest(() => words.push(secondFactorRequest()?.words))
    const stopAnswering = answerWith(true)
    await expect(payoutApi.create('tap-of-finance', batch)).resolves.toEqual({ id: 'batch' })
    stopAnswering()
    stopListening()
    expect(words[0]).toBe('请输入验证器里的6位数字')
    const keys = phone.sent.map(({ header }) => header['Idempotency-Key'])
    expect(keys).toEqual(['tap-of-finance', 'tap-of-finance'])
  })

  it('stays refused when the person closes the sheet, without a loop', async () => {
    const stopAnswering = answerWith(false)
    await expect(payoutApi.create('tap-of-finance', batch)).rejects.toMatchObject({
      code: 'second_factor_needed',
    })
    stopAnswering()
    expect(phone.sent).toHaveLength(1)
  })

  it('asks once for two steps that wait for it', async () => {
    let times = 0
    const stopCounting = onSecondFactorRequest(() => {
      if (secondFactorRequest()) times += 1
    })
    const both = Promise.all([payoutApi.create('first-tap', batch), payoutApi.create('second-tap', batch)])
    await new Promise((resolve) => setTimeout(resolve, 5))
    isShown = true
    settleSecondFactor(true)
    await both
    stopCounting()
    expect(times).toBe(1)
  })
})
