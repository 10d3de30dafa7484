import type { ClaimView } from '#shared/claims'
import type { NotificationListView } from '#shared/notifications'
import { ok, rebarClaim, steps, submission } from '../support/path-steps'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let housing: Caller
let hr: Caller
let finance: Caller
let secondFinance: Caller

beforeAll(async () => {
  server = await startTestServer()
  housing = await server.as('housing-officer')
  hr = await server.as('hr-officer')
  finance = await server.as('finance-officer')
  secondFinance = await server.as('finance-second')
})
afterAll(() => server.stop())

describe('the main path, row 41 钢筋工: 500元, neither certificate nor employment asked', () => {
  it('goes from enrolment to money received', async () => {
    const { claim, worker } = await rebarClaim(server)
    expect(claim).toMatchObject({
      state: 'housing_review',
      amount: { kind: 'fixed', fen: 50_000 },
      employment: null,
    })
    expect(claim.checksNeeded).toEqual(['identity', 'training', 'account'])

    expect((await steps.pass(housing, claim)).state).toBe('hr_review')
    const approved = await steps.pass(hr, claim)
    expect(approved).toMatchObject({ state: 'payable', decidedFen: 50_000 })

    const batch = await steps.batch({ finance, secondFinance }, [claim])
    expect(batch).toMatchObject({ state: 'exported', totalFen: 50_000, pendingFen: 50_000 })
    const answered = await steps.pay(finance, batch)
    expect(answered).toMatchObject({ state: 'reconciled', paidFen: 50_000, pendingFen: 0 })
    const close = { event: 'close', statementFen: 50_000 }
    expect(await steps.batchEvent(secondFinance, batch, close)).toMatchObject({ state: 'closed' })

    const paid = ok<ClaimView>(await worker.get(`/claims/${claim.id}`))
    expect(paid.state).toBe('paid')
    expect(paid.timeline.map((step) => step.label)).toEqual([
      '已提交',
      '住建部门审核通过',
      '人社部门审核通过',
      '财政开始打款',
      '钱到账了！',
    ])
    expect(paid.timeline.every((step) => step.at !== null)).toBe(true)
    const inbox = ok<NotificationListView>(await worker.get('/me/notifications'))
    expect(inbox.items[0]).toMatchObject({ kind: 'payout', amountFen: 50_000 })
  })
})

describe('the main path, row 46 塔式起重机: 最高1000元, certificate and employment asked', () => {
  it('pays the sum that the HR officer decided, shown beside the cap', async () => {
    // Not the worker of row 41: that payout's copy may still be on its way and would use up the one message allowed here.
    const worker = await server.as('worker-other')
    const institution = await server.as('institution-jianan')
    const enrolment = await steps.enrol(worker, 46)
    await steps.attend(institution, enrolment)
    await steps.passExam(institution, enrolment)

    const early = await worker.get(`/enrolments/${enrolment.id}/claim-preview`)
    expect(early.body).toMatchObject({ mayClaim: false, employmentNeeded: true })
    await steps.certify(institution, enrolment)
    const claim = await steps.claim(worker, enrolment)
    expect(claim).toMatchObject({ amount: { kind: 'upTo', fen: 100_000 }, decidedFen: null })
    expect(claim.checksNeeded).toEqual(['identity', 'certificate', 'employment', 'account'])

    await steps.pass(housing, claim)
    const revision = ok<ClaimView>(await hr.get(`/claims/${claim.id}`)).revision
    const tooMuch = { event: 'pass', revision, checks: claim.checksNeeded, decidedFen: 100_001 }
    const refused = await hr.post(`/claims/${claim.id}/events`, tooMuch)
    expect(refused.status).toBe(422)
    expect((refused.body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer)).toEqual([
      '/decidedFen',
      '/reason',
    ])

    const approved = await steps.pass(hr, claim, { decidedFen: 80_000, reason: '按实际培训费核定' })
    expect(approved).toMatchObject({
      decidedFen: 80_000,
      amount: { kind: 'upTo', fen: 100_000 },
      decidedReason: '按实际培训费核定',
    })

    const template = 'test-payout-template'
    expect(
      (await worker.post('/demo/subscriptions', { templateId: template, answer: 'accept' })).status,
    ).toBe(204)
    await steps.pay(finance, await steps.batch({ finance, secondFinance }, [claim]))
    const message = await eventually(async () =>
      (await server.wechat.outbox()).find((sent) => sent.page.includes(claim.id)),
    )
    expect(message).toMatchObject({ templateId: template, data: { amount2: '800元' } })
  })
})

describe('a second claim for the same entitlement', () => {
  it('is refused with the receipt number of the first', async () => {
    const worker = await server.as('worker-ready')
    const enrolments = ok<{ items: { id: string; class: { tradeSeq: number } }[] }>(
      await worker.get('/me/enrolments'),
    )
    const rebar = enrolments.items.find((item) => item.class.tradeSeq === 41)
    const preview = await worker.get(`/enrolments/${rebar?.id}/claim-preview`)
    expect(preview.body).toMatchObject({ mayClaim: false })
    const again = await worker.post('/claims', submission(preview.body))
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({
      code: 'already_claimed',
      claimNo: expect.stringMatching(/^210618-\d{4}-\d{4}$/),
    })
  })
})

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let left = 200; left > 0; left -= 1) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('It did not happen within twenty seconds')
}
