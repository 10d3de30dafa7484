import type { PolicyVersionView } from '#shared/policy-versions'
import { openDesk, type Case } from './claim-desk'
import { ok } from './path-steps'
import { startTestServer, type Caller, type Reply, type TestServer } from './server'

/** The three people whom a version needs, and the steps between them. */
export interface PolicyDesk {
  author: Caller
  reviewer: Caller
  approver: Caller
  /** A draft copied from the version in force. */
  draft(): Promise<PolicyVersionView>
  /** The draft with parts of its content replaced. */
  edit(version: PolicyVersionView, change: object, by?: Caller): Promise<PolicyVersionView>
  /** An event, with the revision that is in the store now. */
  event(by: Caller, version: PolicyVersionView, body: object): Promise<Reply>
  /** Cases worked out, difference computed, reviewed, approved and signed: ready for a day. */
  ready(version: PolicyVersionView): Promise<PolicyVersionView>
}

export async function openPolicyDesk(server: Pick<TestServer, 'as'>): Promise<PolicyDesk> {
  const author = await server.as('policy-editor')
  const reviewer = await server.as('policy-reviewer')
  const approver = await server.as('policy-approver')
  const desk: PolicyDesk = {
    author,
    reviewer,
    approver,
    draft: async () => ok<PolicyVersionView>(await author.post('/policies', {})),
    async edit(version, change, by = author) {
      return ok<PolicyVersionView>(
        await by.put(`/policies/${version.id}`, await edition(by, version, change)),
      )
    },
    async event(by, version, body) {
      return by.post(`/policies/${version.id}/events`, { revision: await revisionOf(by, version), ...body })
    },
    async ready(version) {
      const place = `/policies/${version.id}`
      ok(await author.post(`${place}/cases`, { revision: await revisionOf(author, version) }))
      ok(await author.post(`${place}/difference`, { revision: await revisionOf(author, version) }))
      ok(await desk.event(reviewer, version, { event: 'review' }))
      ok(await desk.event(approver, version, { event: 'approve' }))
      return ok<PolicyVersionView>(
        await approver.post(`${place}/difference/signature`, await signing(approver, version)),
      )
    },
  }
  return desk
}

/** What versions are compared with: a claim of a fixed sum and one up to a cap, under the version in force. */
export interface DeskWithClaims {
  server: TestServer
  desk: PolicyDesk
  /** For row 41, 500 元. */
  old: Case
  /** For row 46, up to 1000 元. */
  capped: Case
}

/** Starts a server for the tests of versions that come after two claims were made. */
export async function openDeskWithClaims(): Promise<DeskWithClaims> {
  const server = await startTestServer()
  const claims = await openDesk(server)
  const old = await claims.newCase()
  const capped = await claims.newCase(46)
  return { server, desk: await openPolicyDesk(server), old, capped }
}

/** The version as this person sees it now. */
export async function seenBy(caller: Caller, version: PolicyVersionView): Promise<PolicyVersionView> {
  return ok<PolicyVersionView>(await caller.get(`/policies/${version.id}`))
}

export async function revisionOf(caller: Caller, version: PolicyVersionView): Promise<number> {
  return (await seenBy(caller, version)).desk?.revision ?? -1
}

/** The body that edits a version: its whole content with the changes. */
export async function edition(caller: Caller, version: PolicyVersionView, change: object): Promise<object> {
  const { document, catalogue, preset, transition, desk } = await seenBy(caller, version)
  const content = { document, catalogue, preset, transition, cases: desk?.cases }
  return { revision: desk?.revision, ...content, note: '试一次修改', ...change }
}

/** The body that signs what is seen. */
export async function signing(caller: Caller, version: PolicyVersionView): Promise<object> {
  const { hash, desk } = await seenBy(caller, version)
  return { revision: desk?.revision, hash, changed: desk?.difference?.changed, statement: '已看过比对结果' }
}

/** The codes of everything that stands in the way, as a refusal names them. */
export function reasonsOf(reply: Reply): string[] {
  return ((reply.body as { errors?: { code: string }[] }).errors ?? []).map(({ code }) => code)
}

/** A draft in which clause （十一） pays another sum; document, catalogue and cases agree with each other. */
export function payingInstead(draft: PolicyVersionView, fen: number) {
  const { document, catalogue, desk } = draft
  const rules = document.rules.map((rule) =>
    rule.id === 'R11-1' ? { ...rule, amount: { ...rule.amount, fen } } : rule,
  )
  const categories = document.annex.categories.map((each) =>
    each.rule === 'R11-1' ? { ...each, printedFen: fen } : each,
  )
  return {
    document: { ...document, rules, annex: { ...document.annex, categories } },
    catalogue: catalogue.map((row) => (row.amountYuan === 500 ? { ...row, amountYuan: fen / 100 } : row)),
    cases: (desk?.cases ?? []).map((each) =>
      each.expect.amount?.fen === 50_000
        ? { ...each, expect: { ...each.expect, amount: { kind: 'fixed' as const, fen } } }
        : each,
    ),
  }
}
