import demonstration from '#seeds/demonstration.json'
import { setOut } from '../support/journey'
import type { Person } from '../support/phone'

const journey = setOut()
const { identity, payeeAccount } = demonstration.people.find(({ key }) => key === 'worker-ready') ?? {}

describe('another mobile number, in a browser', () => {
  let worker: Person
  beforeAll(async () => {
    worker = await journey.arrive()
    await worker.signIn('演示·王小四')
  })
  afterAll(() => worker.leave())
  const fill = async (words: readonly string[]) => {
    const fields = worker.page.locator('input:visible')
    for (const [index, text] of words.entries()) await fields.nth(index).fill(text)
  }

  it('is asked for with name and number on file, and waits', async () => {
    await worker.open('/packages/my-data/contact/index')
    await worker.sees('新手机号')
    await fill([identity?.name ?? '', identity?.residentIdNumber ?? '', '14055556666'])
    await worker.page.locator('.page__content .button--primary:visible').click()
    await worker.sees('换成140\\*+66', { part: true })
  })

  it('holds the payee account still meanwhile, and says until when', async () => {
    await worker.open('/packages/claims/account/index')
    await worker.sees('照着卡面填|要换就重新填', { part: true })
    // The page checks the digits before it asks the server: those of the card on file are right.
    await fill(['别的银行', payeeAccount?.cardNumber ?? ''])
    await worker.tap(/同意存下我的银行卡号/)
    await worker.tap('保存')
    await worker.sees('那以前不能换收款卡', { part: true })
  })

  it('is told in the messages, which lead to where it is stopped with one tap', async () => {
    await worker.open('/pages/messages/index')
    await worker.tap('手机号要换了')
    await worker.tap('不换了')
    await worker.sees('新手机号')
    expect(worker.errors).toEqual([])
  })
})
