import type { ApprenticePlaceListView, ApprenticeshipView } from '#shared/apprenticeships'
import { evidenceOfStage } from '#shared/apprenticeship-evidence'
import type { PartnerListView } from '#shared/class-filings'
import type { SessionView } from '#shared/session'
import { setOut } from '../support/journey'
import { ok } from '../support/path-steps'
import type { Person } from '../support/phone'
import { caller, type Caller } from '../support/server'

const journey = setOut()

async function signedIn(personKey: string): Promise<Caller> {
  const anonymous = caller(journey.product.url, null)
  const { code } = ok<{ code: string }>(await anonymous.post('/demo/login-codes', { personKey }))
  return caller(journey.product.url, ok<SessionView>(await anonymous.post('/sessions', { code })).token)
}

/** Hands in the stage that is open, its evidence written down before. */
async function handIn(office: Caller, person: Person, id: string): Promise<void> {
  const { stage } = ok<ApprenticeshipView>(await office.get(`/apprenticeships/${id}`))
  for (const item of evidenceOfStage(stage)) {
    const { revision } = ok<ApprenticeshipView>(await office.get(`/apprenticeships/${id}`))
    const given = { item, words: '见单位档案', givenBy: 'enterprise', givenOn: '2021-06-01', revision }
    ok(await office.put(`/institution/apprenticeships/${id}/evidence`, given))
  }
  await person.open('/packages/class-desk/apprenticeships/index')
  await person.tap(/钢筋工/)
  await person.tap('提交审核')
  await person.confirm()
  await person.sees('住建部门审核中')
}

describe('an apprenticeship from the agreement into its second year, by five people', () => {
  let id: string
  let office: Caller
  let enterprise: Person
  beforeAll(async () => {
    office = await signedIn('institution-subei')
    const [partner] = ok<PartnerListView>(await office.get('/institution/partners')).items
    const agreed = {
      ...{ kind: 'new', partnerId: partner?.id, tradeSeq: 41, targetLevel: 4 },
      ...{ startsOn: '2020-06-01', years: 2, agreementNumber: '演示学徒2020-2' },
    }
    ok(await office.post('/institution/apprenticeships', agreed))
    enterprise = await journey.arrive()
  })
  afterAll(() => enterprise.leave())

  /** Both bureaux accept the stage that was handed in, the HR bureau after the housing bureau. */
  async function accepted(title: string): Promise<void> {
    for (const [officer, after] of [
      ['演示·陈科员', '人社部门审核中'],
      ['演示·刘科员', title],
    ] as const) {
      const person = await journey.arrive({ width: 320, height: 640 })
      await person.signIn(officer)
      await person.open('/packages/class-desk/apprenticeships/index')
      await person.tap(/钢筋工/)
      await person.sees('见单位档案', { part: true })
      await person.picture(`apprenticeship-${title}-${officer.slice(3, 4)}`)
      // The words may stand on the page already: what counts is the answer.
      const accepted = person.page.waitForResponse(
        (reply) => /apprenticeships\/.*\/events$/.test(reply.url()) && reply.ok(),
      )
      await person.tap('通过')
      await person.confirm()
      await person.showCode()
      await accepted
      await person.sees(after, { part: true })
      await person.leave()
    }
  }

  it('has an apprentice who says so on their own phone', async () => {
    await enterprise.signIn('演示·郑经理')
    await enterprise.open('/packages/class-desk/apprenticeships/index')
    await enterprise.tap(/钢筋工/)
    await enterprise.tap('添一个学徒')
    await enterprise.fill('姓名', '王小四')
    await enterprise.fill('身份证号', '999999197903151011')
    await enterprise.tap('添上，等他确认')
    await enterprise.sees('等本人确认', { part: true })
    const worker = await journey.arrive()
    await worker.signIn('演示·王小四')
    await worker.open('/packages/crew/places/index')
    await worker.tap('是我，确认加入')
    await worker.sees('已确认')
    await worker.picture('apprentice-confirmed')
    await worker.leave()
    const [programme] = ok<ApprenticePlaceListView>(
      await (await signedIn('worker-ready')).get('/me/apprenticeships'),
    ).items
    expect(programme?.apprenticeState).toBe('confirmed')
    const { items } = ok<{ items: { id: string }[] }>(await office.get('/institution/apprenticeships'))
    id = items[0]?.id ?? ''
  })

  it('is opened by both bureaux', async () => {
    await handIn(office, enterprise, id)
    await accepted('第1年')
  })

  it('has its first year written down, handed in and accepted, and is in its second year then', async () => {
    await enterprise.open('/packages/class-desk/apprenticeships/index')
    await enterprise.tap(/钢筋工/)
    await enterprise.tap('登记这一年')
    await enterprise.fill('学了多少课时', '480')
    await enterprise.tap('考核通过')
    await enterprise.tap('记下')
    await enterprise.sees('480课时', { part: true })
    await handIn(office, enterprise, id)
    await accepted('第2年')
    const worker = await journey.arrive()
    await worker.signIn('演示·王小四')
    await worker.open('/packages/crew/places/index')
    await worker.sees('480课时', { part: true })
    await worker.leave()
  })
})
