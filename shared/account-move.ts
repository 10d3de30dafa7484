import * as v from 'valibot'
import { personName } from './identity'
import { identityNumber } from './identity-documents'
import { instant } from './primitives'

/**
 * How long it takes until somebody's account is another WeChat's, by the day of the real calendar from which that holds.
 * Our own guard: whoever found a phone and reads its SMS must not have the account before its owner noticed, nor try
 * until the owner misses a message.
 */
export const accountMoveRules: readonly AccountMoveRule[] = [
  { from: '2026-11-23', waitingDays: 3, deskOnlyDays: 30 },
]
export interface AccountMoveRule {
  readonly from: string
  readonly waitingDays: number
  /** Once the old account has stopped a move, another one goes over the service desk only, for so many days. */
  readonly deskOnlyDays: number
}

/** What holds on a day, `YYYY-MM-DD`; before the first row, the first. */
export function accountMoveRuleOn(day: string): AccountMoveRule {
  const [first, ...others] = accountMoveRules
  if (!first) throw new Error('A move of an account needs a waiting time')
  return others.reduce((rule, row) => (row.from <= day ? row : rule), first)
}

/** Whose account it is: as it is on file. */
export const accountMoveProof = v.strictObject({ name: personName, identityNumber })
export type AccountMoveProof = v.InferOutput<typeof accountMoveProof>

/** The same, and what came by SMS to the number on file. */
export const accountMoveBody = v.strictObject({
  ...accountMoveProof.entries,
  code: v.pipe(
    v.string('请填短信里的验证码'),
    v.transform((text) => text.normalize('NFKC').replace(/\s/g, '')),
    v.nonEmpty('请填短信里的验证码'),
    v.regex(/^\d{6}$/, '验证码是6位数字'),
  ),
})
export type AccountMoveBody = v.InferOutput<typeof accountMoveBody>

/** The same whether a code was sent or not: who asks learns nothing about other people. */
export const accountMoveCodeView = v.object({ minutes: v.number() })
export type AccountMoveCodeView = v.InferOutput<typeof accountMoveCodeView>

/** A move that waits, seen from the WeChat account that is left or from the one that is moved to. */
export const accountMoveView = v.object({
  waitingDays: v.number(),
  waiting: v.nullable(
    v.object({ side: v.picklist(['old_account', 'new_account']), askedAt: instant, dueAt: instant }),
  ),
})
export type AccountMoveView = v.InferOutput<typeof accountMoveView>
