import type { BudgetLineView, BudgetListView } from '#shared/budgets'
import type { ClaimListView, ClaimView } from '#shared/claims'
import { counties, type County } from '#shared/counties'
import type { BatchListView, BatchView, PayableListView } from '#shared/payouts'
import type { MeView } from '#shared/people'
import { Claims } from '../../server/claims/claim.model'
import { People } from '../../server/people/person.model'
import { codeOf, openDesk, pointersOf, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
/** One claim of each county that the housing bureau has to review, and one that waits for its money. */
const waiting = new Map<County, ClaimView>()
const payable = new Map<County, ClaimView>()

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
  for (const county of counties) {
    waiting.set(county, await placed((await desk.newCase()).claim, county))
    payable.set(county, await placed((await desk.newPayable()).claim, county))
  }
})
afterAll(() => server.stop())
afterEach(() => People.updateMany({}, { county: null }))

async function placed(claim: ClaimView, county: County): Promise<ClaimView> {
  await Claims.updateOne({ _id: claim.id }, { county })
  return claim
}

/** From now on these demonstration people are officers of that county; null: of the city. */
const appoint = (county: County | null, ...keys: string[]) =>
  People.updateMany({ demoKey: { $in: keys } }, { county })
const idsIn = async (caller: Caller, place: string) =>
  ok<ClaimListView>(await caller.get(place)).items.map(({ id }) => id)
const claimOf = (claims: ReadonlyMap<County, ClaimView>, county: County): ClaimView => {
  const claim = claims.get(county)
  if (!claim) throw new Error(`No claim of ${county}`)
  return claim
}
const pairs = counties.flatMap((own) => counties.map((other): [County, County] => [own, other]))

it('is noted on a claim by where its institution is', async () => {
  const { claim } = await desk.newCase()
  const { county } = await Claims.findById(claim.id).orFail().lean()
  expect(counties).toContain(county)
})

describe('an officer of a county', () => {
  it.each(pairs)('of %s reaches a claim of %s only where that is the same', async (own, other) => {
    await appoint(own, 'housing-officer', 'finance-officer')
    const claim = claimOf(waiting, other)
    const isOwn = own === other
    const { status } = await desk.housing.get(`/claims/${claim.id}`)
    expect(status).toBe(isOwn ? 200 : 404)
    expect((await desk.housing.get(`/claims/${claim.id}/replay`)).status).toBe(isOwn ? 200 : 404)
    const hold = { event: 'hold', reason: '等材料', revision: claim.revision }
    if (!isOwn) expect((await desk.housing.post(`/claims/${claim.id}/events`, hold)).status).toBe(404)
    expect((await idsIn(desk.housing, '/review/claims')).includes(claim.id)).toBe(isOwn)
    const { items } = ok<PayableListView>(await desk.finance.get('/payouts/payable'))
    expect(items.some(({ claimId }) => claimId === claimOf(payable, other).id)).toBe(isOwn)
  })

  it('sees what they have decided on themselves only as long as it is their county’s', async () => {
    const { claim } = await desk.newCase()
    await placed(await steps.pass(desk.housing, claim), '东海县')
    await appoint('东海县', 'housing-officer')
    expect(await idsIn(desk.housing, '/review/claims?show=decided')).toContain(claim.id)
    await appoint('灌云县', 'housing-officer')
    expect(await idsIn(desk.housing, '/review/claims?show=decided')).not.toContain(claim.id)
  })

  it('waits behind the claims of the same county only', async () => {
    const ahead = async (county: County) => {
      const made = await desk.newCase()
      await placed(made.claim, county)
      return ok<ClaimView>(await made.worker.get(`/claims/${made.claim.id}`)).aheadInQueue
    }
    const [first, second, elsewhere] = [await ahead('灌南县'), await ahead('灌南县'), await ahead('连云区')]
    expect([second, elsewhere]).toEqual([(first ?? 0) + 1, first])
  })

  it('is named with the county, to themselves and to the administrator', async () => {
    await appoint('赣榆区', 'housing-officer')
    expect(ok<MeView>(await desk.housing.get('/me')).institutionName).toBe('赣榆区')
    const { items } = ok<{ items: { displayName: string; institutionName: string | null }[] }>(
      await (await server.as('admin')).get('/staff'),
    )
    expect(items.find(({ displayName }) => displayName === '演示·陈科员')?.institutionName).toBe('赣榆区')
  })
})

describe('the city’s officers', () => {
  it('reach the claims of every county', async () => {
    const seen = await idsIn(desk.housing, '/review/claims')
    for (const county of counties) expect(seen).toContain(claimOf(waiting, county).id)
  })
})

describe('the money of a county', () => {
  const document = '演示·预算2021年第9号'
  const allot = async (by: Caller, county: County | null) =>
    by.post('/budgets/allotments', { source: '县区专账', year: 2021, amountFen: 1_000_000, document, county })
  const linesOf = async (by: Caller) => ok<BudgetListView>(await by.get('/budgets')).items

  it('is entered by its own finance or the city’s, and seen by no other county', async () => {
    const line = ok<BudgetLineView>(await allot(desk.finance, '东海县'))
    expect(line.county).toBe('东海县')
    await appoint('灌云县', 'finance-officer')
    expect(codeOf(await allot(desk.finance, '东海县'))).toBe('not_allowed')
    expect((await desk.finance.get(`/budgets/${line.id}/entries`)).status).toBe(404)
    expect(await linesOf(desk.finance)).toEqual([])
    expect(ok<BudgetLineView>(await allot(desk.finance, null)).county).toBe('灌云县')
    await appoint('东海县', 'finance-officer')
    expect((await linesOf(desk.finance)).map(({ id }) => id)).toEqual([line.id])
  })

  it('pays a list of that county, which no other county’s finance sees, files and results included', async () => {
    await allot(desk.finance, '海州区')
    await appoint('海州区', 'finance-officer', 'finance-second')
    const [line] = await linesOf(desk.finance)
    const foreign = { claimIds: [claimOf(payable, '灌南县').id], expectedTotalFen: 50_000 }
    expect(codeOf(await desk.finance.post('/payout-batches', foreign))).toBe('not_found')
    const batch = await steps.openBatch(desk.finance, [claimOf(payable, '海州区')])
    expect(batch.county).toBe('海州区')
    const frozen = ok<BatchView>(
      await desk.finance.post(`/payout-batches/${batch.id}/events`, {
        ...{ event: 'freeze', revision: batch.revision, lineId: line?.id },
      }),
    )
    await appoint('灌南县', 'finance-officer')
    const place = `/payout-batches/${batch.id}`
    const { listHash, revision } = frozen
    const results = [{ outcome: 'paid', paymentId: frozen.payments[0]?.id, bankReference: 'BK1' }]
    for (const reply of [
      await desk.finance.get(place),
      await desk.finance.post(`${place}/events`, { event: 'approve', revision, listHash }),
      await desk.finance.post(`${place}/bank-files`, { format: 'csv' }),
      await desk.finance.post(`${place}/results`, { revision, results }),
      await desk.finance.post(`${place}/removals`, { revision, claimId: claimOf(payable, '海州区').id }),
      await desk.finance.post(`${place}/result-files`, { contentBase64: 'eA==' }),
    ])
      expect(reply.status).toBe(404)
    expect(ok<BatchListView>(await desk.finance.get('/payout-batches')).items).toEqual([])
    await appoint('海州区', 'finance-officer')
    await steps.batchEvent(desk.secondFinance, frozen, { event: 'approve' })
    const released = await steps.batchEvent(desk.finance, frozen, { event: 'export' })
    expect((await steps.pay(desk.finance, released)).paidFen).toBe(50_000)
    const [after] = await linesOf(desk.finance)
    expect(after).toMatchObject({ paidFen: 50_000, committedFen: 0 })
  })

  it('is not what the city’s list draws on, nor the other way round', async () => {
    const lines = await linesOf(desk.finance)
    const [ofCounty] = lines.filter(({ county }) => county === '东海县')
    const batch = await steps.openBatch(desk.finance, [claimOf(payable, '东海县')])
    const freeze = { event: 'freeze', revision: batch.revision, lineId: ofCounty?.id }
    expect(codeOf(await desk.finance.post(`/payout-batches/${batch.id}/events`, freeze))).toBe('not_found')
  })
})

describe('an invitation', () => {
  it('names the county for officers who decide or pay, and for nobody else', async () => {
    const admin = await server.as('admin')
    const invite = (role: string, county: County) =>
      admin.post('/staff-invitations', { role, institutionId: null, displayName: '演示·县里的人', county })
    expect(pointersOf(await invite('admin', '东海县'))).toEqual(['/county'])
    const { code } = ok<{ code: string }>(await invite('hr', '东海县'))
    await server.wechat.seed([{ openid: 'oTESTcountyofficer0000000000' }])
    const invited = await server.signIn('oTESTcountyofficer0000000000')
    const offer = ok<{ institutionName: string | null }>(
      await invited.post('/staff-invitations/look-up', { code }),
    )
    expect(offer.institutionName).toBe('东海县')
    ok(await invited.post('/staff-invitations/acceptance', { code }))
    const officer = await server.signIn('oTESTcountyofficer0000000000')
    expect((await officer.get(`/claims/${claimOf(waiting, '灌云县').id}`)).status).toBe(404)
    expect((await officer.get(`/claims/${claimOf(waiting, '东海县').id}`)).status).toBe(200)
  })
})
