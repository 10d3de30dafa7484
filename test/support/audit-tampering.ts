import { chainHash } from '../../server/audit/audit-chain'
import type { AuditEntry } from '../../server/audit/audit-entry.model'

/** Somebody with the database file: one way to change the log, at a place that chance names. */
export const tamperings: Readonly<Record<string, (log: AuditEntry[], pick: Pick) => AuditEntry[]>> = {
  'edits who did it': (log, pick) =>
    changed(log, pick, (entry) => ({ ...entry, actorId: null, act: 'job nothing' })),
  'edits when it was': (log, pick) =>
    changed(log, pick, (entry) => ({ ...entry, at: new Date(entry.at.getTime() + 60_000) })),
  'edits what was refused': (log, pick) =>
    changed(log, pick, (entry) => ({
      ...entry,
      outcome: entry.outcome === 'done' ? ('refused' as const) : ('done' as const),
    })),
  'edits what a record became': (log, pick) =>
    changed(log, pick, (entry) => ({
      ...entry,
      changes: [...entry.changes, { of: 'claims', id: 'f'.repeat(24), hash: 'forged' }],
    })),
  'deletes one': (log, pick) => spliced(log, pick(log.length), 1),
  'inserts one': (log, pick) => {
    const model = log[pick(log.length)]
    return model ? spliced(log, pick(log.length), 0, { ...model, act: 'post /payout-batches' }) : log
  },
  'exchanges two': (log, pick) => {
    const first = pick(log.length - 1)
    const [one, other] = log.slice(first, first + 2)
    return one && other ? spliced(log, first, 2, at(other, one), at(one, other)) : log
  },
  'cuts off the end': (log, pick) => log.slice(0, pick(log.length)),
}

/** A number from zero up to, not including, another. */
export type Pick = (below: number) => number

function spliced(log: AuditEntry[], from: number, count: number, ...instead: AuditEntry[]): AuditEntry[] {
  return [...log.slice(0, from), ...instead, ...log.slice(from + count)]
}

/** An entry in another's place of the chain. */
function at(entry: AuditEntry, { seq, prev, hash }: AuditEntry): AuditEntry {
  return Object.assign({}, entry, { seq, prev, hash })
}

function changed(log: AuditEntry[], pick: Pick, change: (entry: AuditEntry) => AuditEntry): AuditEntry[] {
  const place = pick(log.length)
  return log.map((entry, index) => (index === place ? change(entry) : entry))
}

/** Chains a log anew from its beginning, as somebody would who wants to hide what they changed. */
export function rechained(log: readonly AuditEntry[]): AuditEntry[] {
  let hash = '0'.repeat(64)
  return log.map((entry, index) => {
    const prev = hash
    hash = chainHash(entry, index + 1, prev)
    return { ...entry, isChained: true, seq: index + 1, prev, hash }
  })
}
