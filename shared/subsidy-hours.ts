/**
 * How many online hours count towards a minimum, （七） “线上学习课时按比例计入培训总课时”.
 * The notice gives no ratio: with `shareBasisPoints` null online hours are shown and not counted.
 */
export interface OnlineTerms {
  /** Largest online part of the base, in hundredths of a per cent (5000 = 50 %); null = no ratio set. */
  readonly shareBasisPoints: number | null
  /** Of what the share is taken: the hours counted in the end, or the hours that the rule asks for. */
  readonly base: 'countedTotal' | 'requiredHours'
}

/** Hours of instruction (课时); a part that nobody has recorded is absent. */
export interface TaughtHours {
  readonly onsite?: number | undefined
  readonly online?: number | undefined
}

/** Counted hours in tenths, as an interval: `least` = `most` once both parts are known. Whole tenths give whole tenths. */
export interface CountedHours {
  readonly least: number
  readonly most: number
  /** Online hours were given and some of them do not count. */
  readonly onlineLeftOut: boolean
}

/**
 * Hours are added in integer millionths, so that 20.06 and 19.97 make 40.03 and nothing is lost between the parts.
 * Only what is finer than that is dropped: what was not taught is never added.
 */
const perHour = 1_000_000
const perTenth = perHour / 10

/**
 * Counted hours of onsite and online teaching.
 * @param requiredTenths the rule's minimum in tenths; matters only for the base `requiredHours`
 */
export function countHours(hours: TaughtHours, terms: OnlineTerms, requiredTenths: number): CountedHours {
  const onsite = hours.onsite === undefined ? undefined : toMillionths(hours.onsite)
  const online = hours.online === undefined ? undefined : toMillionths(hours.online)
  const countedWith = (taught: number, given: number): number =>
    countedOnline(taught, given, terms, requiredTenths * perTenth)
  const least = (onsite ?? 0) + countedWith(onsite ?? 0, online ?? 0)
  const most = onsite === undefined ? unlimited : onsite + countedWith(onsite, online ?? unlimited)
  return {
    least: least / perTenth,
    most: most / perTenth,
    onlineLeftOut: online !== undefined && countedWith(onsite ?? unlimited, online) < online,
  }
}

const unlimited = Number.POSITIVE_INFINITY

/** Tenths → 课时 as they were given: 400.3 → 40.03. */
export function hoursOf(tenths: number): number {
  return Math.round(tenths * perTenth) / perHour
}

function toMillionths(hours: number): number {
  const nearest = Math.round(hours * perHour)
  return nearest / perHour > hours ? nearest - 1 : nearest
}

/** Largest online part that counts beside `onsite`, both in the same unit. */
function countedOnline(onsite: number, online: number, terms: OnlineTerms, required: number): number {
  const share = terms.shareBasisPoints
  if (share === null || share === 0) return 0
  if (share === 10_000 && terms.base === 'countedTotal') return online
  const ceiling =
    terms.base === 'requiredHours' ? (required * share) / 10_000 : (onsite * share) / (10_000 - share)
  return Math.min(online, Math.floor(ceiling))
}
