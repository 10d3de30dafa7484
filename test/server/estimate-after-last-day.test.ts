import type { EstimateView } from '#shared/policy-estimates'
import { ok } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ PROGRAMME_DATE: '2022-03-01' })
})
afterAll(() => server.stop())

const undated = { tradeSeq: 41, examPassed: true, hours: { onsite: 40, online: 0 } }

async function firstAnswer(facts: object): Promise<EstimateView['candidates'][number] | undefined> {
  return ok<EstimateView>(await server.anonymous.post('/estimate', { facts })).candidates[0]
}

describe('an estimate after the last day of the policy', () => {
  it('promises the sum only to who tells a day of the exam that lies inside', async () => {
    expect(await firstAnswer(undated)).toMatchObject({ outcome: 'possible', needs: ['examinedOn'] })
    expect(await firstAnswer({ ...undated, examinedOn: '2021-12-31' })).toMatchObject({ outcome: 'payable' })
    expect(await firstAnswer({ ...undated, examinedOn: '2022-01-01' })).toMatchObject({ outcome: 'not_met' })
  })
})
