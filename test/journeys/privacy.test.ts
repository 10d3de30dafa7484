import { setOut } from '../support/journey'
import type { Person } from '../support/phone'

const journey = setOut()

describe('what is personal, in a browser against the simulated WeChat', () => {
  let worker: Person
  beforeAll(async () => {
    worker = await journey.arrive()
  })
  afterAll(() => worker.leave())

  it('tells everybody what is kept, for how long and whom it goes to, before any login', async () => {
    await worker.open('/pages/login/index')
    await worker.tap('看个人信息怎么用')
    await worker.sees('一句话')
    const text = await worker.reads()
    for (const word of ['存多久', '给谁', '手机号', '收款账户', '不收什么']) expect(text).toContain(word)
  })

  it('asks for consent only when the number of WeChat is wanted, and lets read first', async () => {
    await worker.signIn('演示·李新来')
    await worker.open('/packages/claims/identity/index')
    await worker.sees('用微信的手机号')
    expect(await worker.reads()).not.toContain('同意并继续')
    await worker.tap('用微信的手机号')
    await worker.tap('看个人信息怎么用')
    await worker.sees('一句话')
    await worker.page.goBack()
    await worker.tap('同意并继续')
    await worker.confirm()
    await worker.sees('140\\*+02', { part: true })
  })

  it('takes the consent back, and then asks anew', async () => {
    await worker.open('/packages/privacy/withdrawal/index')
    await worker.tap('收回同意')
    await worker.confirm()
    await worker.sees('收回了。下次要用时会重新问您')
    await worker.open('/packages/claims/identity/index')
    await worker.tap('用微信的手机号')
    await worker.sees('同意并继续')
    await worker.tap('不同意')
    await worker.gone('同意并继续')
  })
})
