import type { ClaimReplayView } from '#shared/claim-replay'
import type { CurrentPolicyView, PolicyVersionView } from '#shared/policy-versions'
import { madeUpCases, madeUpCatalogue, madeUpPolicy } from '../policies/made-up-policy'
import { codeOf, pointersOf, type Case } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import type { TestServer } from '../support/server'
import { openDeskWithClaims, reasonsOf, seenBy, type PolicyDesk } from '../support/version-desk'

let server: TestServer
let desk: PolicyDesk
let old: Case
let capped: Case

beforeAll(async () => {
  ;({ server, desk, old, capped } = await openDeskWithClaims())
})
afterAll(() => server.stop())

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
