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

/** Counted hours in integer tenths, as an interval: `least` = `most` once both parts are known. */
export interface CountedHours {
  readonly least: number
  readonly most: number
  /** Online hours were given and some of them do not count. */
  readonly onlineLeftOut: boolean
}

/** 课时 → integer tenths, rounded down: what was not taught is never added. 23.9 → 239, 23.99 → 239. */
export function toTenths(amount: number): number {
  const nearest = Math.round(amount * 10)
  return nearest / 10 > amount ? nearest - 1 : nearest
}

/**
 * Counted hours of onsite and online teaching.
 * @param requiredTenths the rule's minimum in tenths; matters only for the base `requiredHours`
 */
export function countHours(hours: TaughtHours, terms: OnlineTerms, requiredTenths: number): CountedHours {
  const onsite = hours.onsite === undefined ? undefined : toTenths(hours.onsite)
  const online = hours.online === undefined ? undefined : toTenths(hours.online)
  const least = (onsite ?? 0) + countedOnline(onsite ?? 0, online ?? 0, terms, requiredTenths)
  const most =
    onsite === undefined
      ? Number.POSITIVE_INFINITY
      : onsite + countedOnline(onsite, online ?? Number.POSITIVE_INFINITY, terms, requiredTenths)
  return { least, most, onlineLeftOut: online !== undefined && leavesOut(onsite, online) }

  function leavesOut(taught: number | undefined, given: number): boolean {
    return countedOnline(taught ?? Number.POSITIVE_INFINITY, given, terms, requiredTenths) < given
  }
}

/** Largest online part that counts beside `onsite`; tenths in, tenths out. */
function countedOnline(onsite: number, online: number, terms: OnlineTerms, required: number): number {
  const share = terms.shareBasisPoints
  if (share === null || share === 0) return 0
  if (share === 10_000 && terms.base === 'countedTotal') return online
  const ceiling =
    terms.base === 'requiredHours' ? (required * share) / 10_000 : (onsite * share) / (10_000 - share)
  return Math.min(online, Math.floor(ceiling))
}
