import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import mongoose from 'mongoose'
import { ConfigError, readConfig } from '../config'
import { createLogger } from '../logger'
import { openStore } from '../open-store'
import { loadKeys } from '../keys'
import {
  type LoggedEntry,
  type OutsideRoot,
  type StoredRecord,
  verifyLog,
  verifyRecords,
} from './audit-verification'

const USAGE = `Usage: npm run -s audit:verify -- --roots FILE
  --roots  what GET /api/public/audit-roots answered at some time, kept where this server's database is not`

/** `npm run -s audit:verify`: compares the log with roots kept outside; 1 when it was changed since, 2 when asked wrongly. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { roots: { type: 'string' } }, strict: false })
  if (typeof values.roots !== 'string' || !existsSync(values.roots)) {
    console.error(USAGE)
    return 2
  }
  const kept = JSON.parse(readFileSync(values.roots, 'utf8')) as { publicKey: string; roots: OutsideRoot[] }
  if (existsSync('.env')) process.loadEnvFile('.env')
  const config = readConfig(process.env)
  const store = await openStore({ config: { ...config, isStoreShared: true }, log: createLogger('warn') })
  try {
    const entries = mongoose.connection.collection<LoggedEntry & { _id: mongoose.Types.ObjectId }>(
      'audit_entries',
    )
    const log = await entries.find().toArray()
    const records = Object.fromEntries(
      await Promise.all(logged.map(async (name) => [name, await recordsIn(name)] as const)),
    )
    const found = verifyRecords(log, records, loadKeys(config).index)
    console.log(
      `${String(found.compared)} records are compared with the log; ${String(found.unlogged)} are older than it.`,
    )
    return report(verifyLog(log, kept.roots, kept.publicKey), found.faults)
  } finally {
    await store.close()
  }
}

/** The collections whose records the log follows. */
const logged = ['claims', 'payments', 'payout_batches', 'budget_lines', 'fund_entries'] as const

function recordsIn(name: string): Promise<StoredRecord[]> {
  return mongoose.connection
    .collection<StoredRecord & { _id: mongoose.Types.ObjectId }>(name)
    .find()
    .toArray()
}

function report(
  { chained, unchained, vouchedUpTo, faults: inLog }: ReturnType<typeof verifyLog>,
  inRecords: readonly string[],
): number {
  const faults = [...inLog, ...inRecords]
  console.log(`${String(chained)} entries are chained, ${String(unchained)} wait to be.`)
  console.log(
    `The roots vouch for the first ${String(vouchedUpTo)}; what came later could have been changed without trace.`,
  )
  for (const sentence of faults) console.log(`  ${sentence}`)
  console.log(faults.length === 0 ? 'Nothing was changed.' : 'SOMETHING WAS CHANGED.')
  return faults.length === 0 ? 0 : 1
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : error)
    process.exit(1)
  },
)
