import type { CurrentPolicyView, PolicyVersionView } from '#shared/policy-versions'
import { ok } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'
import { openPolicyDesk, payingInstead, reasonsOf, seenBy } from '../support/version-desk'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

describe('two versions put in force at the same moment', () => {
  it('become one: the other was compared with what no longer holds', async () => {
    const desk = await openPolicyDesk(server)
    const versions: PolicyVersionView[] = []
    for (const fen of [60_000, 70_000]) {
      const draft = await desk.draft()
      versions.push(await desk.ready(await desk.edit(draft, payingInstead(draft, fen))))
    }
    const replies = await Promise.all(
      versions.map((version) => desk.event(desk.approver, version, { event: 'activate' })),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(replies.flatMap(reasonsOf)).not.toEqual([])

    const after = await Promise.all(versions.map((version) => seenBy(desk.approver, version)))
    const won = after.filter(({ state }) => state === 'active')
    const { hash } = ok<CurrentPolicyView>(await server.anonymous.get('/policies/current'))
    expect(won.map((version) => version.hash)).toEqual([hash])
  })
})
