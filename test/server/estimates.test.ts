import type { EstimateDifferenceListView, EstimateView } from '#shared/policy-estimates'
import type { CurrentPolicyView } from '#shared/policy-versions'
import { pointersOf } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let hash: string

beforeAll(async () => {
  server = await startTestServer()
  hash = ok<CurrentPolicyView>(await server.anonymous.get('/policies/current')).hash
})
afterAll(() => server.stop())

const rebar = { tradeSeq: 41, examPassed: true, hours: { onsite: 40, online: 0 }, examinedOn: '2021-06-18' }
const ask = (body: object) => server.anonymous.post('/estimate', body)

describe('POST /estimate', () => {
  it('answers for anybody, under the version in force, and says which', async () => {
    const answer = ok<EstimateView>(await ask({ facts: rebar }))
    expect(answer.policy).toMatchObject({ version: 1, preset: 'notice', hash })
    expect(answer).toMatchObject({ on: '2021-06-18', best: 'R11-1' })
    expect(answer.candidates[0]).toMatchObject({
      outcome: 'payable',
      amount: { kind: 'fixed', fen: 50_000 },
      lastClaimDay: null,
    })
    expect(answer.candidates[0]?.lines.length).toBeGreaterThan(1)
  })

  it('computes the last day to claim where the reading sets a limit', async () => {
    const answer = ok<EstimateView>(await ask({ facts: rebar, preset: 'common' }))
    expect(answer.policy.preset).toBe('common')
    expect(answer.candidates[0]?.lastClaimDay).toBe('2022-06-18')
  })

  it('names every fact that cannot be', async () => {
    const reply = await ask({ facts: { ...rebar, tradeSeq: 182 } })
    expect([reply.status, pointersOf(reply)]).toEqual([422, ['/facts/tradeSeq']])
    const two = await ask({ facts: { ...rebar, hours: { onsite: -1 }, examinedOn: '2021-06-31' } })
    expect(pointersOf(two).sort()).toEqual(['/facts/examinedOn', '/facts/hours/onsite'])
  })
})

describe('POST /estimate-differences', () => {
  const phone = {
    best: null,
    candidates: [{ rule: 'R11-1', outcome: 'not_met', kind: 'fixed', fen: 50_000 }],
  }
  const report = (body: object) => server.anonymous.post('/estimate-differences', body)
  const reported = async () =>
    ok<EstimateDifferenceListView>(await (await server.as('policy-editor')).get('/estimate-differences'))
      .items

  it('counts reports of one kind, keeps the first question with both answers, and nothing of who sent it', async () => {
    const old = 'f'.repeat(64)
    expect((await report({ policyHash: old, facts: { ...rebar, sector: '自己写的话' }, phone })).status).toBe(
      204,
    )
    expect((await report({ policyHash: old, facts: { ...rebar, sector: '别的话' }, phone })).status).toBe(204)
    const items = await reported()
    expect(items).toEqual([
      {
        policyHash: 'unknown',
        serverHash: hash,
        preset: 'notice',
        rule: 'R11-1',
        differsIn: 'R11-1：手机不符合条件，服务器可领500元',
        facts: rebar,
        phone,
        server: expect.objectContaining({ best: 'R11-1' }) as unknown,
        isExplainedByVersion: true,
        count: 2,
        firstAt: expect.any(String) as unknown,
        lastAt: expect.any(String) as unknown,
      },
    ])
  })

  it('is not taken in when the answers are the same after all', async () => {
    const { best, candidates } = ok<EstimateView>(await ask({ facts: rebar }))
    const same = candidates.map(({ rule, outcome, amount: { kind, fen } }) => ({ rule, outcome, kind, fen }))
    expect((await report({ policyHash: hash, facts: rebar, phone: { best, candidates: same } })).status).toBe(
      204,
    )
    expect(await reported()).toHaveLength(1)
  })

  it('is a fault of ours when both sides had the same version', async () => {
    await report({ policyHash: hash, facts: rebar, phone })
    expect((await reported())[0]).toMatchObject({ isExplainedByVersion: false, count: 1 })
  })

  it('takes no more places the more different questions are made up', async () => {
    const before = (await reported()).length
    for (const onsite of [40.5, 41, 42, 43.5])
      ok(await report({ policyHash: hash, facts: { ...rebar, hours: { onsite, online: 0 } }, phone }))
    const items = await reported()
    expect([items.length, items[0]?.count]).toEqual([before, 5])
  })

  it('is no place to write words of one’s own into: only rules that some version has', async () => {
    const [candidate] = phone.candidates
    const made = { best: 'R0', candidates: [{ ...candidate, rule: '张三 13800000000' }] }
    const reply = await report({ policyHash: hash, facts: rebar, phone: made })
    expect([reply.status, pointersOf(reply)]).toEqual([422, ['/phone/candidates/0/rule', '/phone/best']])
  })

  it('is refused when it comes too often from one address', async () => {
    const statuses: number[] = []
    for (let sent = 0; sent < 31; sent += 1) statuses.push((await report({})).status)
    expect(statuses.at(-1)).toBe(429)
    expect(statuses[0]).toBe(422)
  })
})

describe('GET /policies/current', () => {
  it('is named by an ETag, and not sent again to a phone that has it', async () => {
    const first = await fetch(`${server.url}/api/policies/current`)
    const etag = first.headers.get('ETag') ?? ''
    expect(etag).toContain(hash)
    const again = await fetch(`${server.url}/api/policies/current`, { headers: { 'If-None-Match': etag } })
    expect([again.status, (await again.text()).length]).toEqual([304, 0])
    const other = await fetch(`${server.url}/api/policies/current`, {
      headers: { 'If-None-Match': '"other"' },
    })
    expect(other.status).toBe(200)
  })
})
