import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ClaimListView, ClaimPreview } from '#shared/claims'
import { openDesk } from '../support/claim-desk'
import { ok, submission } from '../support/path-steps'
import { processFront } from '../support/process-front'
import type { Caller, Reply } from '../support/server'
import { spawnServer } from '../support/server-process'

const ROUNDS = Number(process.argv[2] ?? 50)
const TAPS = Number(process.argv[3] ?? 200)
/** Places of the class for row 41; the rest are trained for row 46, whose certificate makes the entitlement. */
const OF_ROW_41 = 35

/**
 * `npm run prove:claim-races -- ROUNDS TAPS`: so many taps at one moment on one entitlement, half of them at each of two server
 * processes on one store; with the same key, with keys of their own, and with none. Each round has to end with one claim.
 */
async function main(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jbt-races-'))
  const settings = { EMBEDDED_STORE: 'shared', BEHIND_PROXY: 'yes', MONGODB_URI: '' }
  const one = await spawnServer(folder, settings)
  const two = await spawnServer(folder, settings)
  const fronts = [processFront(() => one), processFront(() => two)] as const
  let bad = 0
  const answers: Record<string, number> = {}
  try {
    const desk = await openDesk(fronts[0])
    for (let round = 0; round < ROUNDS; round += 1) {
      const { worker, enrolment } = await desk.newTraining(round < OF_ROW_41 ? 41 : 46)
      const preview = ok<ClaimPreview>(await worker.get(`/enrolments/${enrolment.id}/claim-preview`))
      const tap = (index: number): Promise<Reply> => {
        const caller: Caller = fronts[index % 2 === 0 ? 0 : 1].at(worker.token ?? '')
        return caller.post('/claims', submission(preview), keyOf(round, index))
      }
      const replies = await Promise.all(Array.from({ length: TAPS }, (_, index) => tap(index)))
      for (const { status } of replies) answers[String(status)] = (answers[String(status)] ?? 0) + 1
      const receipts = new Set(
        replies.flatMap(({ status, body }) =>
          status === 201 ? [(body as { claimNo: string }).claimNo] : [],
        ),
      )
      const { items } = ok<ClaimListView>(await worker.get('/me/claims'))
      const isRight = items.length === 1 && receipts.size === 1 && receipts.has(items[0]?.claimNo ?? '')
      if (!isRight) bad += 1
      console.log(
        `round ${String(round + 1)}: ${String(items.length)} claim, ${String(receipts.size)} receipt`,
      )
    }
  } finally {
    await Promise.all([one.kill(), two.kill()])
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`${String(ROUNDS - bad)} of ${String(ROUNDS)} rounds with exactly one claim`, answers)
  return bad === 0 ? 0 : 1
}

/** A third of the rounds each: the same tap again and again, different taps, and clients that send no key. */
function keyOf(round: number, index: number): Record<string, string> {
  const kinds: Record<string, string>[] = [
    { 'Idempotency-Key': `one-tap-of-race-${String(round)}` },
    { 'Idempotency-Key': `race-${String(round)}-by-tap-${String(index)}` },
    {},
  ]
  return kinds[round % 3] ?? {}
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
