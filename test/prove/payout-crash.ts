import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClaimView } from '#shared/claims'
import type { NotificationListView } from '#shared/notifications'
import type { BatchListView, BatchView } from '#shared/payouts'
import { verifyStore } from '../../server/store/start-store'
import { openDesk, type Case } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { processFront } from '../support/process-front'
import { seeded } from '../support/seeded'
import type { Reply } from '../support/server'
import { spawnServer, type ServerProcess } from '../support/server-process'

const ROUNDS = Number(process.argv[2] ?? 100)
const random = seeded(Number(process.argv[3] ?? 20_211_231))
const folder = mkdtempSync(path.join(tmpdir(), 'jbt-payout-crash-'))
/** Longer than any of these steps takes: some are killed before, some within, some after them. */
const LONGEST_MS = 120

let server: ServerProcess
const front = processFront(() => server)
const counts = { rounds: 0, acknowledged: 0, notAnswered: 0, paid: 0 }

/**
 * `npm run prove:payout-crash -- ROUNDS SEED`: each step from the first review to the bank statement is sent with its key, the
 * server is killed (SIGKILL) after a random moment, started again on what is on the disk, and the same is sent again. What
 * was acknowledged has to come again letter by letter, and what was not is done once.
 */
async function main(): Promise<number> {
  server = await spawnServer(folder)
  const desk = await openDesk(front)
  const cases: Case[] = []
  while (counts.rounds < ROUNDS) {
    const made = await desk.newCase()
    cases.push(made)
    await payThroughCrashes(made)
  }
  for (const { worker, claim } of cases) {
    const caller = front.at(worker.token ?? '')
    const { state, history } = await paidClaim(caller.get(`/claims/${claim.id}`))
    const inbox = ok<NotificationListView>(await caller.get('/me/notifications')).items
    const told = inbox.filter(({ kind }) => kind === 'payout').length
    if (state !== 'paid' || history !== 5 || told !== 1)
      throw new Error(`${claim.claimNo}: ${state}, ${String(history)} steps, told ${String(told)} times`)
    counts.paid += 1
  }
  const { items } = ok<BatchListView>(await (await front.as('finance-officer')).get('/payout-batches'))
  const odd = items.filter(({ state, paidFen, totalFen }) => state !== 'closed' || paidFen !== totalFen)
  if (odd.length > 0) throw new Error(`${String(odd.length)} batches did not end as they should`)
  await server.stop()
  const { damaged } = await verifyStore(folder)
  console.log(JSON.stringify({ ...counts, damaged }))
  return damaged === 0 ? 0 : 1
}

async function paidClaim(reply: Promise<Reply>): Promise<{ state: string; history: number }> {
  const { state, timeline } = ok<ClaimView>(await reply)
  return { state, history: timeline.filter(({ at }) => at !== null).length }
}

async function payThroughCrashes({ claim }: Case): Promise<void> {
  const review = async (who: string) => {
    const { revision } = ok<ClaimView>(await (await front.as(who)).get(`/claims/${claim.id}`))
    await killed(who, `/claims/${claim.id}/events`, { event: 'pass', revision, checks: claim.checksNeeded })
  }
  await review('housing-officer')
  await review('hr-officer')
  const list = { claimIds: [claim.id], expectedTotalFen: 50_000 }
  const opened = await killed<BatchView>('finance-officer', '/payout-batches', list)
  const place = `/payout-batches/${opened.id}`
  const { revision, listHash } = await killed<BatchView>('finance-officer', `${place}/events`, {
    event: 'freeze',
    revision: opened.revision,
  })
  const step = (who: string, body: object) => killed<BatchView>(who, `${place}/events`, body)
  const approved = await step('finance-second', { event: 'approve', revision, listHash })
  const sent = await step('finance-officer', { event: 'export', revision: approved.revision })
  const results = [{ outcome: 'paid', paymentId: sent.payments[0]?.id, bankReference: 'BK' }]
  const answered = await killed<BatchView>('finance-officer', `${place}/results`, {
    revision: sent.revision,
    results,
  })
  await step('finance-second', { event: 'close', revision: answered.revision, statementFen: 50_000 })
}

async function killed<Body>(who: string, place: string, body: object): Promise<Body> {
  const key = { 'Idempotency-Key': `step-before-crash-${String(counts.rounds)}` }
  counts.rounds += 1
  const acknowledged = (await front.as(who)).post(place, body, key).catch(() => null)
  await sleep(random() * LONGEST_MS)
  await server.kill()
  server = await spawnServer(folder)
  const before = await acknowledged
  const again = await (await front.as(who)).post(place, body, key)
  counts[before ? 'acknowledged' : 'notAnswered'] += 1
  if (before && JSON.stringify([before.status, before.body]) !== JSON.stringify([again.status, again.body]))
    throw new Error(`An acknowledged step came out differently: ${JSON.stringify(again.body)}`)
  return ok<Body>(again)
}

main().then(
  async (code) => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(code)
  },
  async (error: unknown) => {
    console.error(error)
    await server.kill()
    process.exit(1)
  },
)
