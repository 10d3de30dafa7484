import type { ClaimReplayView } from '#shared/claim-replay'
import type { CurrentPolicyView, PolicyVersionView } from '#shared/policy-versions'
import { openDesk, now, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import {
  openPolicyDesk,
  reasonsOf,
  revisionOf,
  seenBy,
  signing,
  type PolicyDesk,
} from '../support/version-desk'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: PolicyDesk
let claims: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openPolicyDesk(server)
  claims = await openDesk(server)
})
afterAll(() => server.stop())

/** The document in which row 41's rule pays another sum. */
function payingInstead(document: PolicyVersionView['document'], fen: number): PolicyVersionView['document'] {
  return {
    ...document,
    rules: document.rules.map((rule) =>
      rule.id === 'R11-1' ? { ...rule, amount: { ...rule.amount, fen } } : rule,
    ),
    annex: {
      ...document.annex,
      categories: document.annex.categories.map((each) =>
        each.rule === 'R11-1' ? { ...each, printedFen: fen } : each,
      ),
    },
  }
}

it('walks from a draft through review, one refusal and a signature into force, and leaves old claims as they were', async () => {
  const old = await claims.newCase()
  const before = ok<CurrentPolicyView>(await server.anonymous.get('/policies/current'))
  const draft = await desk.draft()
  expect(draft).toMatchObject({ state: 'draft', version: 2, activeFrom: null })

  const fen = 60_000
  const document = payingInstead(draft.document, fen)
  const catalogue = draft.catalogue.map((row) => (row.amountYuan === 500 ? { ...row, amountYuan: 600 } : row))
  const edited = await desk.edit(draft, { document, catalogue })
  expect(edited.hash).not.toBe(draft.hash)

  const early = await desk.event(desk.approver, edited, { event: 'activate' })
  expect(early.body).toMatchObject({ status: 409, code: 'not_in_this_state' })
  const own = await desk.event(desk.author, edited, { event: 'review' })
  expect([own.status, reasonsOf(own)]).toEqual([409, ['not_author']])

  ok(await desk.event(desk.reviewer, edited, { event: 'review' }))
  ok(await desk.event(desk.approver, edited, { event: 'approve' }))
  const refused = await desk.event(desk.approver, edited, { event: 'activate' })
  expect(refused.body).toMatchObject({ status: 409, code: 'version_not_ready' })
  expect(reasonsOf(refused)).toEqual(['cases_run', 'difference_computed'])

  const revision = await revisionOf(desk.approver, edited)
  const run = ok<PolicyVersionView>(await desk.approver.post(`/policies/${edited.id}/cases`, { revision }))
  expect(run.desk?.caseRun?.failures.map(({ id }) => id)).toEqual(['R11-1-40h', 'R11-1-online-common'])
  expect(run.desk?.caseRun?.failures[0]).toMatchObject({
    expectedText: '可领 500元',
    actualText: '可领 600元',
  })
  const compared = ok<PolicyVersionView>(
    await desk.approver.post(`/policies/${edited.id}/difference`, { revision: revision + 1 }),
  )
  expect(compared.desk?.difference).toMatchObject({
    compared: 1,
    changed: 1,
    byKind: [{ kind: 'sum_higher', count: 1, deltaFen: 10_000 }],
    signature: null,
  })
  expect(reasonsOf(await desk.event(desk.approver, edited, { event: 'activate' }))).toEqual([
    'cases_pass',
    'difference_signed',
  ])

  const cases = (draft.desk?.cases ?? []).map((each) =>
    each.expect.amount?.fen === 50_000
      ? { ...each, expect: { ...each.expect, amount: { kind: 'fixed', fen } } }
      : each,
  )
  const mended = await desk.edit(edited, { cases })
  expect(mended.desk).toMatchObject({
    reviewerName: null,
    approverName: null,
    caseRun: null,
    difference: null,
  })
  const bookedBefore = await claims.newTraining()
  const ready = await desk.ready(mended)
  expect(ready.desk?.obstacles).toEqual([])
  const active = ok<PolicyVersionView>(await desk.event(desk.approver, ready, { event: 'activate' }))
  expect(active).toMatchObject({ state: 'active', activeFrom: '2021-06-18' })
  const now2 = ok<CurrentPolicyView>(await server.anonymous.get('/policies/current'))
  expect([now2.version, now2.hash]).toEqual([2, ready.hash])
  expect(ok<PolicyVersionView>(await server.anonymous.get(`/policies/${before.id}`))).toMatchObject({
    state: 'superseded',
    desk: null,
  })

  const replay = ok<ClaimReplayView>(await old.worker.get(`/claims/${old.claim.id}/replay`))
  expect(replay).toMatchObject({
    isSame: true,
    isOlderVersion: true,
    policy: { version: 1, hash: before.hash },
    replayed: { ruleId: 'R11-1', amount: { kind: 'fixed', fen: 50_000 } },
  })
  expect(await now(old.worker, old.claim)).toMatchObject({ amount: { fen: 50_000 }, policy: { version: 1 } })
  const promised = await steps.claim(bookedBefore.worker, bookedBefore.enrolment)
  expect(promised).toMatchObject({ amount: { fen: 50_000 }, policy: { version: 1, hash: before.hash } })
  const fresh = await claims.newCase()
  expect(fresh.claim).toMatchObject({ amount: { fen }, policy: { version: 2, hash: ready.hash } })
  expect(await seenBy(desk.author, active)).toMatchObject({ state: 'active' })
  expect(await signing(desk.approver, active)).toMatchObject({ changed: 1 })
})
