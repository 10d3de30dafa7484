import type { PolicyChangesView, PolicyVersionListView, PolicyVersionView } from '#shared/policy-versions'
import { codeOf, pointersOf } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { startTestServer, type Caller, type TestServer } from '../support/server'
import { edition, openPolicyDesk, reasonsOf, seenBy, type PolicyDesk } from '../support/version-desk'

let server: TestServer
let desk: PolicyDesk
let draft: PolicyVersionView

beforeAll(async () => {
  server = await startTestServer()
  desk = await openPolicyDesk(server)
  draft = await desk.draft()
})
afterAll(() => server.stop())

const place = (more = '') => `/policies/${draft.id}${more}`
const put = async (change: object, by: Caller = desk.author) =>
  by.put(place(), await edition(desk.author, draft, change))

describe('a draft', () => {
  it('is nothing that anybody outside the policy desk can see', async () => {
    for (const caller of [server.anonymous, await server.as('worker-ready'), await server.as('hr-officer')]) {
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
