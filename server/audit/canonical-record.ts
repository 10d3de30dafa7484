import { Types } from 'mongoose'

/**
 * A stored record as text, the same for the same content whatever the order in which its fields were written: names
 * sorted, ids as hex, times as ISO 8601, what is undefined left out.
 */
export function canonicalRecord(value: unknown): string {
  return JSON.stringify(plain(value))
}

function plain(value: unknown): unknown {
  if (value instanceof Types.ObjectId) return value.toHexString()
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as Record<string, unknown>).filter(([, each]) => each !== undefined)
  entries.sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([name, each]) => [name, plain(each)]))
}
