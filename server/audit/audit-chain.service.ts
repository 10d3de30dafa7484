import type { ClientSession } from 'mongoose'
import { CHAIN_START, chainHash } from './audit-chain'
import { AuditEntries, AuditHeads, AuditRoots, type AuditEntry, type AuditHead } from './audit-entry.model'
import type { InTransaction } from './audit.service'
import type { RootSigner } from './root-signer'

const BATCH = 200

/** What the jobs of this folder work with. */
export interface AuditDeps {
  inTransaction: InTransaction
  signer: RootSigner
  /** Real date in Asia/Shanghai, and the moment. */
  today: string
  now: Date
}

/**
 * Numbers and chains what was written since the last time. Entries carry no number when they are written, so that steps
 * that have nothing to do with each other do not wait for each other; one process at a time does this.
 * @returns how many
 */
export async function chainEntries({ inTransaction }: Pick<AuditDeps, 'inTransaction'>): Promise<number> {
  let total = 0
  for (;;) {
    const count = await inTransaction(chainBatch)
    total += count
    if (count < BATCH) return total
  }
}

async function chainBatch(tx: ClientSession): Promise<number> {
  const waiting = await AuditEntries.find({ isChained: false })
    .session(tx)
    .sort({ _id: 1 })
    .limit(BATCH)
    .lean<AuditEntry[]>()
  if (waiting.length === 0) return 0
  let { seq, hash } = await auditHead(tx)
  for (const entry of waiting) {
    const prev = hash
    seq += 1
    hash = chainHash(entry, seq, prev)
    await AuditEntries.updateOne(
      { _id: entry._id },
      { $set: { isChained: true, seq, prev, hash } },
      { session: tx },
    )
  }
  await AuditHeads.updateOne({ _id: 'head' }, { $set: { seq, hash } }, { session: tx, upsert: true })
  return waiting.length
}

/** The end of the chain. */
export async function auditHead(tx: ClientSession | null = null): Promise<Omit<AuditHead, '_id'>> {
  const head = await AuditHeads.findById('head').session(tx).lean<AuditHead>()
  return head ?? { seq: 0, hash: CHAIN_START }
}

/**
 * Signs the end of the chain once a day, for the day before: what it covers cannot be changed unseen any more by
 * whoever has the database. @returns how many roots: one or none
 */
export async function signRoot(deps: AuditDeps): Promise<number> {
  const day = dayBefore(deps.today)
  if (await AuditRoots.exists({ _id: day })) return 0
  await chainEntries(deps)
  const signedAt = deps.now
  await deps.inTransaction(async (tx) => {
    if (await AuditRoots.exists({ _id: day }).session(tx)) return
    const { seq, hash } = await auditHead(tx)
    const signature = deps.signer.sign(`${day} ${String(seq)} ${hash}`)
    await AuditRoots.create([{ _id: day, seq, hash, signedAt, signature }], { session: tx })
  })
  return 1
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
