import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClaimPreview, ClaimView } from '#shared/claims'
import { verifyStore } from '../../server/store/start-store'
import { ok, steps, submission } from '../support/path-steps'
import { caller, type Caller } from '../support/server'
import { spawnServer, type ServerProcess } from '../support/server-process'

let folder: string
const running = new Set<ServerProcess>()

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jbt-shared-'))
})
afterAll(async () => {
  for (const server of running) await server.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** One more process on the same embedded store. */
async function another(): Promise<ServerProcess> {
  const server = await spawnServer(folder, { EMBEDDED_STORE: 'shared', MONGODB_URI: '' })
  running.add(server)
  return server
}

async function signIn({ url }: ServerProcess, personKey: string): Promise<Caller> {
  const anonymous = caller(url, null)
  const redeemed = async () => {
    const { code } = ok<{ code: string }>(await anonymous.post('/demo/login-codes', { personKey }))
    return anonymous.post('/sessions', { code })
  }
  const first = await redeemed()
  // On a busy machine WeChat's answer may be lost: then the phone fetches another code.
  const { token } = ok<{ token: string }>(first.status === 401 ? await redeemed() : first)
  return caller(url, token)
}

/** Somebody's session, used at another process. */
const at = ({ url }: ServerProcess, { token }: Caller) => caller(url, token)

/** Signs in without a pause until told to stop; `tokens` are the sessions that were acknowledged. */
function keepSigningIn(server: ServerProcess) {
  const tokens: string[] = []
  const failures: string[] = []
  let isOver = false
  const work = async () => {
    while (!isOver) {
      await signIn(server, 'worker-other').then(
        ({ token }) => tokens.push(token ?? ''),
        (error: Error) => failures.push([error.message, ...server.lines.slice(-3)].join('\n')),
      )
    }
  }
  const working = work()
  return {
    tokens,
    failures,
    /** Waits until some more are acknowledged than now. */
    async goesOn() {
      const wanted = tokens.length + 5
      for (let left = 1500; tokens.length < wanted; left -= 1) {
        if (left === 0) throw new Error(stalled(failures, server))
        await sleep(20)
      }
    },
    async stop() {
      isOver = true
      await working
    },
  }
}

/** Why nothing is acknowledged any more: what was answered, and what the server said of it. */
function stalled(failures: readonly string[], server: ServerProcess): string {
  return ['Nothing is acknowledged any more', ...failures, ...server.lines.slice(-30)].join('\n')
}

/** Every acknowledged session is known at this process. */
async function expectAll(server: ServerProcess, tokens: readonly string[]): Promise<void> {
  const statuses = await Promise.all(
    tokens.map(async (token) => (await caller(server.url, token).get('/me')).status),
  )
  expect(statuses.filter((status) => status !== 200)).toEqual([])
}

it('is shared by two servers, each of which goes on when the other is killed or stopped, and loses nothing', async () => {
  const first = await another()
  const second = await another()
  const worker = await signIn(first, 'worker-ready')
  const institution = await signIn(second, 'institution-jianan')
  const enrolment = await steps.enrol(at(second, worker), 41)
  await steps.attend(at(first, institution), enrolment)
  await steps.passExam(institution, enrolment)
  const preview = ok<ClaimPreview>(await worker.get(`/enrolments/${enrolment.id}/claim-preview`))
  const tap = { 'Idempotency-Key': 'the-tap-that-both-have-seen' }
  const claimed = await worker.post('/claims', submission(preview), tap)

  const signingIn = keepSigningIn(second)
  await signingIn.goesOn()
  await first.kill()
  running.delete(first)
  await signingIn.goesOn()
  const again = await at(second, worker).post('/claims', submission(preview), tap)
  expect([again.status, again.body]).toEqual([201, claimed.body])
  await expectAll(second, signingIn.tokens)

  const third = await another()
  const signingInThere = keepSigningIn(third)
  await signingInThere.goesOn()
  await signingIn.stop()
  expect(await second.stop()).toBe(0)
  running.delete(second)
  await signingInThere.goesOn()
  await signingInThere.stop()
  expect(signingInThere.failures).toEqual([])
  await expectAll(third, [...signingIn.tokens, ...signingInThere.tokens])

  const claim = ok<ClaimView>(claimed)
  const { state } = ok<ClaimView>(await at(third, worker).get(`/claims/${claim.id}`))
  expect(state).toBe('housing_review')
  expect(await third.stop()).toBe(0)
  running.delete(third)
  expect(await verifyStore(folder)).toMatchObject({ damaged: 0 })
}, 120_000)
