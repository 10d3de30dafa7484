import { readFileSync } from 'node:fs'
import { createSecretKey, type KeyObject } from 'node:crypto'
import path from 'node:path'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { AuditEntries } from '../../server/audit/audit-entry.model'
import { verifyRecords } from '../../server/commands/audit-verification'
import { openDesk, type Case } from '../support/claim-desk'
import { anyAction } from '../support/money-actions'
import { tryAction, type MoneyRun } from '../support/money-attempts'
import { MoneyModel, moneyState } from '../support/money-invariants'
import { steps } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'

const WANTED = Number(process.argv[2] ?? 10_000)
const SEED = Number(process.argv[3] ?? 20_211_231)
const ACTIONS_A_RUN = 200
const CLAIMS_A_RUN = 5
/** The class has forty places; then another server begins. Its claims are made before days go by. */
const RUNS_A_SERVER = 8
const DAY_MS = 86_400_000

/**
 * `npm run prove:payouts -- 10000 SEED`: random steps by everybody who may lay hands on claims and money, lawfully or not, with
 * stale screens, repeated taps and days going by, on the whole server over HTTP. After each: nobody is paid without two
 * reviewers and a list that somebody else approved, nobody twice, the sums agree to the fen, what was refused changed
 * nothing, and what changed is in the log; at the end of each run the records are as the log left them.
 */
async function main(): Promise<number> {
  const outcomes = { tried: 0, done: 0, refused: 0, paid: 0, failed: 0 }
  let server: TestServer | null = null
  let offset = 0
  let waiting: Case[] = []
  let runs = 0
  const realNow = () => new Date(Date.now() + offset)
  const property = fc.asyncProperty(
    fc.array(anyAction, { minLength: ACTIONS_A_RUN, maxLength: ACTIONS_A_RUN }),
    async (actions) => {
      if (runs % RUNS_A_SERVER === 0) {
        await server?.stop()
        offset = 0
        server = await startTestServer({ BEHIND_PROXY: 'yes' }, realNow)
        waiting = await newCases(server)
      }
      if (!server) throw new Error('There is no server')
      const cases = waiting.splice(0, CLAIMS_A_RUN)
      const pass = (days: number) => (offset += days * DAY_MS)
      const callers = await callersOf(server)
      const lineId = await steps.fundLine(callers.finance)
      const run = { cases, callers, lineId, pass, last: null, keys: runs * 1_000 }
      runs += 1
      const model = new MoneyModel()
      let before = await moneyState(run)
      for (const action of actions) {
        const tried = await tryAction(run, action)
        const after = await moneyState(run)
        model.observe(before, after, tried)
        before = after
        outcomes.tried += 1
        if (tried) outcomes[tried.reply.status < 300 ? 'done' : 'refused'] += 1
      }
      outcomes.paid += before.claims.filter(({ state }) => state === 'paid').length
      outcomes.failed += before.payments.filter(({ outcome }) => outcome === 'failed').length
      await recordsAreAsLogged(server)
      console.log(`${String(outcomes.tried)} actions, ${String(outcomes.paid)} claims paid`)
    },
  )
  const numRuns = Math.ceil(WANTED / ACTIONS_A_RUN)
  const details = await fc.check(property, { numRuns, seed: SEED, endOnFailure: true })
  await (server as TestServer | null)?.stop()
  console.log(JSON.stringify({ seed: SEED, ...outcomes }))
  if (details.failed) console.error(details.errorInstance)
  return details.failed ? 1 : 0
}

async function newCases(server: TestServer): Promise<Case[]> {
  const desk = await openDesk(server, 100)
  const cases: Case[] = []
  while (cases.length < RUNS_A_SERVER * CLAIMS_A_RUN) cases.push(await desk.newCase())
  return cases
}

async function callersOf(server: TestServer): Promise<MoneyRun['callers']> {
  return {
    housing: await server.as('housing-officer'),
    housing_second: await server.as('housing-second'),
    hr: await server.as('hr-officer'),
    hr_second: await server.as('hr-second'),
    finance: await server.as('finance-officer'),
    finance_second: await server.as('finance-second'),
    institution: await server.as('institution-jianan'),
  }
}

async function recordsAreAsLogged({ dataDir }: TestServer): Promise<void> {
  const of = (name: string) => mongoose.connection.collection(name).find().toArray()
  const records = {
    claims: await of('claims'),
    payments: await of('payments'),
    payout_batches: await of('payout_batches'),
  }
  // What the demonstration came with is older than the log, and not counted.
  const money = { budget_lines: await of('budget_lines'), fund_entries: await of('fund_entries') }
  const { faults: inMoney } = verifyRecords(await AuditEntries.find().lean(), money, indexKeyOf(dataDir))
  const { faults, unlogged } = verifyRecords(await AuditEntries.find().lean(), records, indexKeyOf(dataDir))
  if (faults.length + inMoney.length > 0 || unlogged > 0)
    throw new Error(
      `${String(unlogged)} records in no entry of the log; ${[...faults, ...inMoney].join('; ')}`,
    )
}

/** The demonstration's keys lie beside the store. */
function indexKeyOf(dataDir: string): KeyObject {
  const file = readFileSync(path.join(dataDir, 'demo-keys.json'), 'utf8')
  return createSecretKey((JSON.parse(file) as { indexKey: string }).indexKey, 'base64')
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
