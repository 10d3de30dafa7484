import * as v from 'valibot'
import { instant, line } from './primitives'

/** What whoever objects or appeals writes. */
export const objectionWords = v.pipe(line(500), v.nonEmpty('请写几句，哪里不对'))

/** Against a name on the public list. Anybody may, signed in or not. */
export const objectionBody = v.strictObject({
  words: objectionWords,
  /** Nobody learns who objects; the answer is read by the code. */
  isAnonymous: v.boolean(),
})
export type ObjectionBody = v.InferOutput<typeof objectionBody>

/** What whoever objects keeps: the code by which the answer can be read. */
export const objectionReceipt = v.object({
  code: v.string(),
  /** Date by which a bureau answers; null when that year's holidays are not set yet. */
  dueOn: v.nullable(v.string()),
})
export type ObjectionReceipt = v.InferOutput<typeof objectionReceipt>

export const objectionCodeParams = v.strictObject({
  code: v.pipe(
    v.string('请填查询码'),
    v.transform((text) => text.replace(/[\s-]/g, '').toUpperCase()),
    v.regex(/^[0-9A-F]{20}$/, '查询码是20个字母和数字，请核对'),
  ),
})

/** What came of it: the decision stands, is looked at again, or is turned round. */
export const objectionOutcomes = ['kept', 'reopened', 'turned'] as const
export type ObjectionOutcome = (typeof objectionOutcomes)[number]
const outcome = v.picklist(objectionOutcomes)

/** How an objection or an appeal stands, for whoever holds its code. */
export const objectionStanding = v.object({
  filedAt: instant,
  dueOn: v.nullable(v.string()),
  answer: v.nullable(v.object({ outcome, text: v.string(), at: instant })),
})
export type ObjectionStanding = v.InferOutput<typeof objectionStanding>

/** The same as the bureau reads it: never who objected. */
export const objectionView = v.object({
  ...objectionStanding.entries,
  kind: v.picklist(['objection', 'appeal']),
  words: v.string(),
})
export type ObjectionView = v.InferOutput<typeof objectionView>

export const objectionOutcomeLabels: Readonly<Record<ObjectionOutcome, string>> = {
  kept: '查过了，维持原来的决定',
  reopened: '重新审核',
  turned: '异议成立，不发放',
}

/** A name on the public list: what everybody may know, and no more. */
export const publicityItem = v.object({
  /** Opaque; not the receipt number. */
  id: v.string(),
  nameMasked: v.string(),
  residentIdMasked: v.string(),
  tradeName: v.string(),
  institutionName: v.string(),
  amountFen: v.number(),
  since: v.string(),
  /** Last day to object; null when the holidays of that year are not set yet. */
  lastDay: v.nullable(v.string()),
  /** Somebody has objected, and a bureau is looking into it. */
  isObjected: v.boolean(),
})
export type PublicityItem = v.InferOutput<typeof publicityItem>
export const publicityList = v.object({ items: v.array(publicityItem), nextCursor: v.nullable(v.string()) })
export type PublicityList = v.InferOutput<typeof publicityList>
