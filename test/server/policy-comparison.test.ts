import type { ClaimView } from '#shared/claims'
import type { ClaimDifferenceDetail, DifferenceClaimsView, PolicyVersionView } from '#shared/policy-versions'
import { codeOf, employment, type Case } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import type { Caller, TestServer } from '../support/server'
import {
  edition,
  openDeskWithClaims,
  payingInstead,
  reasonsOf,
  revisionOf,
  signing,
  type PolicyDesk,
} from '../support/version-desk'

let server: TestServer
let desk: PolicyDesk
let old: Case
let capped: Case
let draft: PolicyVersionView

beforeAll(async () => {
  ;({ server, desk, old, capped } = await openDeskWithClaims())
  draft = await desk.draft()
})
afterAll(() => server.stop())

const place = (more = '') => `/policies/${draft.id}${more}`
const put = async (change: object) => desk.author.put(place(), await edition(desk.author, draft, change))

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
