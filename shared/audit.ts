import * as v from 'valibot'
import { instant } from './primitives'

/** The head of the log at the end of a day, signed: with it, whoever has it can tell whether the log was changed since. */
export const auditRoot = v.object({
  /** Real date in Asia/Shanghai. */
  day: v.string(),
  /** Number of the last entry that it covers; zero = there was none yet. */
  seq: v.number(),
  /** SHA-256 of that entry, hex, which covers all before it. */
  hash: v.string(),
  signedAt: instant,
  /** Ed25519 over `day seq hash`, joined by single spaces; base64url. */
  signature: v.string(),
})
export type AuditRoot = v.InferOutput<typeof auditRoot>

export const auditRootList = v.object({
  /** Ed25519, SPKI, base64url. */
  publicKey: v.string(),
  /** Newest first. */
  roots: v.array(auditRoot),
  /** How many entries the chain has, and how many wait to be chained: what nobody outside can vouch for yet. */
  chained: v.number(),
  unchained: v.number(),
})
export type AuditRootList = v.InferOutput<typeof auditRootList>

export const auditRootQuery = v.strictObject({
  /** Only roots of days before this one. */
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, '日期写成 2021-06-18 这样'))),
})
