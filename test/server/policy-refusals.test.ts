import type { ClaimView } from '#shared/claims'
import type { ClaimReplayView } from '#shared/claim-replay'
import type {
  ClaimDifferenceDetail,
  CurrentPolicyView,
  DifferenceClaimsView,
  PolicyChangesView,
  PolicyVersionListView,
  PolicyVersionView,
} from '#shared/policy-versions'
import { madeUpCases, madeUpCatalogue, madeUpPolicy } from '../policies/made-up-policy'
import { codeOf, employment, openDesk, pointersOf, type Case } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { startTestServer, type Caller, type TestServer } from '../support/server'
import {
  edition,
  openPolicyDesk,
  payingInstead,
  reasonsOf,
  revisionOf,
  seenBy,
  signing,
  type PolicyDesk,
} from '../support/version-desk'

let server: TestServer
let desk: PolicyDesk
let old: Case
let capped: Case
let draft: PolicyVersionView

beforeAll(async () => {
  server = await startTestServer()
  desk = await openPolicyDesk(server)
  const claims = await openDesk(server)
  old = await claims.newCase()
  capped = await claims.newCase(46)
  draft = await desk.draft()
})
afterAll(() => server.stop())

const place = (more = '') => `/policies/${draft.id}${more}`
const put = async (change: object, by: Caller = desk.author) =>
  by.put(place(), await edition(desk.author, draft, change))

describe('a draft', () => {
  it('is nothing that anybody outside the policy desk can see', async () => {
    const worker = old.worker
    for (const caller of [server.anonymous, worker, await server.as('hr-officer')]) {
      expect((await caller.get(place())).status).toBe(404)
      const { items } = ok<PolicyVersionListView>(await caller.get('/policies'))
      expect(items.map(({ state }) => state)).toEqual(['active'])
    }
    const { items } = ok<PolicyVersionListView>(await desk.approver.get('/policies'))
    expect(items.map(({ version, state }) => [version, state])).toEqual([
      [2, 'draft'],
      [1, 'active'],
    ])
  })

  it('begins as the version in force with the next number, and says what it changes', async () => {
    const [first] = ok<PolicyVersionListView>(await server.anonymous.get('/policies')).items
    expect(draft).toMatchObject({ version: 2, desk: { basedOn: { version: 1, hash: first?.hash } } })
    const changes = ok<PolicyChangesView>(await desk.reviewer.get(place('/changes')))
    expect(changes.changes).toEqual([
      {
        pointer: '/document/version',
        label: '政策 › 版本号',
        kind: 'changed',
        before: '1',
        after: '2',
      },
    ])
  })

  it('is refused with everything that does not fit together', async () => {
    const { document, catalogue, desk: seen } = draft
    const [rule, ...rules] = document.rules
    const reply = await put({
      document: { ...document, effectiveUntil: '2018-01-01', rules: [rule, rule, ...rules] },
      catalogue: catalogue.slice(1),
    })
    expect([reply.status, codeOf(reply)]).toEqual([422, 'invalid_fields'])
    const details = (reply.body as { errors: { detail: string }[] }).errors.map(({ detail }) => detail)
    expect(details).toEqual(
      expect.arrayContaining(['条款R9-1写了两次', '结束日早于开始日', '条款里的第1行，目录里没有']),
    )
    for (const detail of details) expect(detail).toMatch(/\p{Script=Han}/u)
    const uncited = await put({
      document: { ...document, rules: [{ ...rule, amount: { kind: 'fixed', fen: 1, unit: 'per_person' } }] },
      cases: [...(seen?.cases ?? []), seen?.cases[0]],
      transition: { by: 'guess', sentence: '' },
    })
    expect(pointersOf(uncited)).toEqual(
      expect.arrayContaining([
        '/document/rules/0/amount/citation',
        '/cases',
        '/transition/by',
        '/transition/sentence',
      ]),
    )
  })

  it('cannot take the number of another version, nor be written over a stranger’s change', async () => {
    const taken = await put({ document: { ...draft.document, version: 1 } })
    expect([taken.status, codeOf(taken)]).toEqual([409, 'already_used'])
    const stale = await edition(desk.author, draft, {})
    ok(await desk.author.put(place(), stale))
    expect(codeOf(await desk.author.put(place(), stale))).toBe('changed_meanwhile')
    expect((await put({}, desk.approver)).status).toBe(403)
  })

  it('makes an author of everybody who edits it', async () => {
    ok(await put({}, desk.reviewer))
    expect((await seenBy(desk.author, draft)).desk?.authorNames).toHaveLength(2)
    expect(reasonsOf(await desk.event(desk.reviewer, draft, { event: 'review' }))).toEqual(['not_author'])
    draft = await desk.draft()
  })
})

describe('the comparison with existing claims', () => {
  it('counts what would change, in fen, and leads to each claim line by line', async () => {
    const { document, catalogue, cases } = payingInstead(draft, 40_000)
    ok(
      await put({
        document,
        catalogue: catalogue.map((row) =>
          row.seq === 46
            ? { ...row, closed: { until: '2020-01-01', citation: { clause: '（六）', quotation: '动态' } } }
            : row,
        ),
        cases,
      }),
    )
    const revision = await revisionOf(desk.author, draft)
    const seen = ok<PolicyVersionView>(await desk.author.post(place('/difference'), { revision })).desk
    expect(seen?.difference).toMatchObject({
      compared: 2,
      open: 2,
      recent: 0,
      changed: 2,
      byKind: [
        { kind: 'no_longer_payable', count: 1, deltaFen: -100_000 },
        { kind: 'sum_lower', count: 1, deltaFen: -10_000 },
      ],
      beforeFen: 150_000,
      afterFen: 40_000,
      isCurrent: true,
    })
    const page = ok<DifferenceClaimsView>(await desk.author.get(place('/difference/claims?kind=sum_lower')))
    expect(page).toMatchObject({
      items: [{ claimId: old.claim.id, before: { text: '可领500元' }, after: { text: '可领400元' } }],
      nextCursor: null,
    })
    const detail = ok<ClaimDifferenceDetail>(
      await desk.approver.get(place(`/difference/claims/${capped.claim.id}`)),
    )
    expect(detail).toMatchObject({
      kind: 'no_longer_payable',
      afterRule: null,
      beforeRule: { ruleId: 'R9-3' },
    })
    expect(JSON.stringify([page, detail])).not.toMatch(/\d{17}[\dX]|\*\*/)
    expect((await desk.author.get(place(`/difference/claims/${draft.id}`))).status).toBe(404)
    expect((await old.worker.get(place('/difference/claims'))).status).toBe(403)
  })

  it('shows the claim that a limit of another reading would stop, and why', async () => {
    const { worker, claim } = await secondClaimOf(old)
    const copied = await desk.draft()
    const presets = structuredClone(copied.document.presets)
    const sources = presets.common.values['claim.deadlineMonths']?.sources ?? []
    presets.common.values['limits.lifetime'] = { value: 1, sources }
    const document = { ...copied.document, presets }
    const edited = await desk.edit(copied, { document, preset: 'common' })
    const revision = await revisionOf(desk.author, edited)
    ok(await desk.author.post(`/policies/${edited.id}/difference`, { revision }))
    const { items } = ok<DifferenceClaimsView>(
      await desk.author.get(`/policies/${edited.id}/difference/claims`),
    )
    expect(items).toMatchObject([
      {
        claimId: claim.id,
        kind: 'no_longer_payable',
        before: { outcome: 'payable', blocks: [] },
        after: { outcome: 'blocked', blocks: [expect.stringContaining('总次数已经用完')] },
      },
    ])
    ok(await worker.post(`/claims/${claim.id}/events`, { event: 'withdraw', revision: claim.revision }))
  })
})

/** Another claim of the same worker, for row 46. */
async function secondClaimOf({ worker }: Case): Promise<{ worker: Caller; claim: ClaimView }> {
  const institution = await server.as('institution-jianan')
  ok(await worker.put('/me/employment', employment('HT-9')))
  const enrolment = await steps.enrol(worker, 46)
  await steps.certify(institution, enrolment, 'SU-A-2021-9999')
  return { worker, claim: await steps.claim(worker, enrolment) }
}

describe('a signature', () => {
  beforeAll(async () => {
    ok(await desk.author.post(place('/cases'), { revision: await revisionOf(desk.author, draft) }))
    ok(await desk.event(desk.reviewer, draft, { event: 'review' }))
  })
  const sign = async (by: Caller, change: object = {}) =>
    by.post(place('/difference/signature'), { ...(await signing(by, draft)), ...change })

  it('is the approver’s, on exactly what was seen', async () => {
    expect((await sign(desk.author)).status).toBe(403)
    expect(codeOf(await sign(desk.approver, { changed: 1 }))).toBe('changed_meanwhile')
    expect(codeOf(await sign(desk.approver, { hash: '0'.repeat(64) }))).toBe('changed_meanwhile')
    const unsigned = await desk.event(desk.approver, draft, { event: 'approve' })
    expect(ok<PolicyVersionView>(unsigned).desk?.obstacles.map(({ code }) => code)).toEqual([
      'difference_signed',
    ])
    expect(reasonsOf(await desk.event(desk.approver, draft, { event: 'activate' }))).toEqual([
      'difference_signed',
    ])
    const signed = ok<PolicyVersionView>(await sign(desk.approver))
    expect(signed.desk).toMatchObject({ obstacles: [], difference: { signature: { name: '演示·唐处长' } } })
  })

  it('is void once the comparison is made anew, the version is returned, or its content is another', async () => {
    const revision = await revisionOf(desk.author, draft)
    const again = ok<PolicyVersionView>(await desk.author.post(place('/difference'), { revision }))
    expect(again.desk?.difference?.signature).toBeNull()
    ok(await sign(desk.approver))
    const returned = ok<PolicyVersionView>(
      await desk.event(desk.approver, draft, { event: 'return_to_draft', reason: '第46行不该撤' }),
    )
    expect(returned).toMatchObject({
      state: 'draft',
      desk: { reviewerName: null, approverName: null, difference: { signature: null } },
    })
    expect(returned.desk?.history.at(-1)).toMatchObject({ event: 'return_to_draft', detail: '第46行不该撤' })
    const edited = ok<PolicyVersionView>(
      await put({ transition: { by: 'deciding_date', sentence: '看发证日' } }),
    )
    expect(edited.desk).toMatchObject({ caseRun: null, difference: null })
    expect((await desk.author.get(place('/difference'))).status).toBe(404)
  })
})

describe('a policy of another place, with other rows, rules and sums', () => {
  let waiting: PolicyVersionView

  it('goes the same way into force; nothing is hard-wired to the first one', async () => {
    waiting = await desk.ready(await desk.edit(await desk.draft(), {}))
    const other = await desk.edit(await desk.draft(), {
      document: { ...madeUpPolicy, effectiveFrom: '2021-06-18' },
      catalogue: madeUpCatalogue,
      cases: madeUpCases,
    })
    const ready = await desk.ready(other)
    expect(ready.desk?.difference).toMatchObject({ changed: 2, afterFen: 0 })
    ok(await desk.event(desk.approver, ready, { event: 'activate' }))
    const current = ok<CurrentPolicyView>(await server.anonymous.get('/policies/current'))
    expect(current).toMatchObject({ code: 'made-up-2030', version: 3, title: '虚构的办法', hash: ready.hash })
    expect(ok<{ policy: object }>(await server.anonymous.get('/status')).policy).toMatchObject({
      code: 'made-up-2030',
      status: 'active',
    })
    const answer = await server.anonymous.post('/estimate', { facts: madeUpCases[0]?.facts })
    expect(answer.body).toMatchObject({
      policy: { code: 'made-up-2030', hash: ready.hash },
      candidates: [
        { rule: 'W-1', outcome: 'payable', amount: { kind: 'upTo', fen: 12_345 } },
        { rule: 'C-1' },
      ],
    })
    const stranger = await server.anonymous.post('/estimate', { facts: { tradeSeq: 41 } })
    expect(pointersOf(stranger)).toEqual(['/facts/tradeSeq'])
  })

  it('leaves claims under the first one as they were, to the fen', async () => {
    for (const { worker, claim } of [old, capped]) {
      const replay = ok<ClaimReplayView>(await worker.get(`/claims/${claim.id}/replay`))
      expect(replay).toMatchObject({ isSame: true, isOlderVersion: true, policy: { version: 1 } })
      expect(replay.replayed.amount).toEqual(claim.amount)
    }
  })

  it('makes comparisons with the version before it outdated', async () => {
    const refused = await desk.event(desk.approver, waiting, { event: 'activate' })
    expect([codeOf(refused), reasonsOf(refused)]).toEqual(['version_not_ready', ['difference_current']])
    expect((await seenBy(desk.author, waiting)).desk?.difference?.isCurrent).toBe(false)
  })

  it('cannot be followed by a third one on the same day', async () => {
    const third = await desk.ready(await desk.edit(await desk.draft(), {}))
    const reply = await desk.event(desk.approver, third, { event: 'activate' })
    expect([reply.status, pointersOf(reply)]).toEqual([422, ['/activeFrom']])
  })
})
