import * as v from 'valibot'
import { catalogue, type Catalogue } from './policy-catalogue'
import { conditionNames, policyFile, presetNames } from './subsidy-policy-schema'
import { outcomes } from './subsidy-assessment'
import { subsidyFacts } from './subsidy-facts'

const line = (max: number) =>
  v.pipe(v.string('请填写'), v.trim(), v.nonEmpty('请填写'), v.maxLength(max, `最多${String(max)}个字`))

/**
 * Which version a case belongs to when it began before the switch: by the day of booking (enrolment), or by the date
 * that the rule itself looks at (certificate or exam). Earlier cases stay with the earlier version.
 */
export const transitionBases = ['booking_date', 'deciding_date'] as const
export type TransitionBasis = (typeof transitionBases)[number]

export const transitionClause = v.strictObject({
  by: v.picklist(transitionBases, '请选按哪个日期过渡'),
  /** What a worker reads about it. */
  sentence: line(200),
})
export type TransitionClause = v.InferOutput<typeof transitionClause>

/** A situation in words, its facts, and what must come out: proof that a lawyer can read and a machine can run. */
export const workedCase = v.strictObject({
  id: line(40),
  says: line(200),
  clause: line(20),
  /** The reading under which it is asked; left out: the version's own. */
  preset: v.exactOptional(v.picklist(presetNames)),
  facts: subsidyFacts,
  expect: v.strictObject({
    rule: line(40),
    /** `absent`: the facts do not even open the rule. */
    outcome: v.picklist([...outcomes, 'absent'], '没有这种结果'),
    amount: v.exactOptional(
      v.strictObject({ kind: v.picklist(['fixed', 'upTo']), fen: v.pipe(v.number(), v.integer()) }),
    ),
    /** All conditions that fail, in the rule's order. */
    failed: v.exactOptional(v.array(v.picklist(conditionNames))),
  }),
})
export type WorkedCase = v.InferOutput<typeof workedCase>

export const workedCases = v.pipe(
  v.array(workedCase, '请填写'),
  v.maxLength(1000, '案例最多1000个'),
  v.check((list) => new Set(list.map((each) => each.id)).size === list.length, '案例编号有重复'),
)

/** Everything that a version says. Any change of it is an edit. */
export const policyContent = v.strictObject({
  document: policyFile,
  catalogue,
  /** Which reading of the open questions is in force. */
  preset: v.picklist(presetNames, '请选一种口径'),
  transition: transitionClause,
  cases: workedCases,
})
export type PolicyContent = v.InferOutput<typeof policyContent>

/** One version among those that were, are or will be in force, oldest first in a list. */
export interface Reign {
  /** Fingerprint of the version. */
  readonly hash: string
  /** First day; of the oldest version it is not a bound. */
  readonly activeFrom: string
  /** Last day of bookings when it was ended without a successor. */
  readonly closedOn: string | null
  readonly transition: Pick<TransitionClause, 'by'>
}

/** The dates of one case; null = not known yet. */
export interface CaseDates {
  readonly bookedOn: string
  /** Fingerprint of the version that held at the moment of booking; null = not recorded, the day alone decides. */
  readonly bookedUnder: string | null
  /** The date that the rule looks at: certificate or exam. */
  readonly decidingOn: string | null
}

/**
 * The version to which a case belongs on a day: the newest in force, unless its transition clause leaves the case with
 * an earlier one. A deciding date that nobody knows yet is taken from the booking.
 * @param reigns oldest first
 * @param on day of the question; versions that begin later do not exist yet
 * @returns null when the case was booked after its version had been stopped, or there is none
 */
export function versionFor<R extends Reign>(reigns: readonly R[], dates: CaseDates, on: string): R | null {
  const begun = reigns.filter((each, index) => index === 0 || each.activeFrom <= on)
  for (let index = begun.length - 1; index >= 0; index -= 1) {
    const reign = begun[index]
    if (!reign) continue
    if (isAfterStop(reign, begun[index + 1], dates)) return null
    const date =
      reign.transition.by === 'deciding_date' ? (dates.decidingOn ?? dates.bookedOn) : dates.bookedOn
    if (index > 0 && (date < reign.activeFrom || isBookedBefore(reign, begun.slice(0, index), dates)))
      continue
    return reign.closedOn !== null && dates.bookedOn > reign.closedOn ? null : reign
  }
  return null
}

/** Booked between the end of a version that was stopped and its successor: no earlier version comes back for that. */
function isAfterStop({ closedOn }: Reign, successor: Reign | undefined, { bookedOn }: CaseDates): boolean {
  if (closedOn === null || bookedOn <= closedOn) return false
  return successor === undefined || bookedOn < successor.activeFrom
}

/** Booked on the very day on which the version was put in force, but under one before it. */
function isBookedBefore(reign: Reign, earlier: readonly Reign[], dates: CaseDates): boolean {
  return (
    reign.transition.by === 'booking_date' &&
    dates.bookedOn === reign.activeFrom &&
    earlier.some((each) => each.hash === dates.bookedUnder)
  )
}

/** Where document and catalogue do not fit together: rows without a rule, rules without a row, other sums. */
export function mismatches(document: PolicyContent['document'], rows: Catalogue): string[] {
  const printed = new Map(rows.map((row) => [row.seq, row]))
  const twice = rows.filter((row, index) => rows.findIndex((each) => each.seq === row.seq) !== index)
  const paid = new Map(
    document.annex.categories.flatMap((each) => each.rows.map((seq) => [seq, each] as const)),
  )
  return [
    ...twice.map((row) => `目录第${String(row.seq)}行写了两次`),
    ...rows.filter((row) => !paid.has(row.seq)).map((row) => `目录第${String(row.seq)}行没有对应的条款`),
    ...[...paid].flatMap(([seq, category]) => rowProblems(seq, category, printed.get(seq))),
    ...rows.flatMap(datesOutOfOrder),
  ]
}

type Category = PolicyContent['document']['annex']['categories'][number]

function rowProblems(seq: number, category: Category, row: Catalogue[number] | undefined): string[] {
  if (!row) return [`条款里的第${String(seq)}行，目录里没有`]
  return [
    ...(row.category === category.category ? [] : [`第${String(seq)}行：目录和条款写的种类不一样`]),
    ...(Math.round(row.amountYuan * 100) === category.printedFen
      ? []
      : [`第${String(seq)}行：目录和条款写的金额不一样`]),
  ]
}

function datesOutOfOrder({ seq, added, closed, scarce = [] }: Catalogue[number]): string[] {
  return [
    ...(added && closed && added.from > closed.until ? [`第${String(seq)}行：撤销日早于新增日`] : []),
    ...scarce
      .filter((each) => each.until !== null && each.until < each.from)
      .map(() => `第${String(seq)}行：紧缺的结束日早于开始日`),
  ]
}

/** What the fingerprint of a version covers: everything that decides, but not the cases that test it. */
export function fingerprinted({ document, catalogue: rows, preset, transition }: PolicyContent): object {
  return { document, catalogue: rows, preset, transition }
}
