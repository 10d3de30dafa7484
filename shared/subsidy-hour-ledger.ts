import { onlineTerms } from './subsidy-conditions'
import { countHours } from './subsidy-hours'
import type { SubsidyPolicy } from './subsidy-policy'

/** What was recorded for one person in one class: raw, as it happened. */
export interface RecordedHours {
  /** 课时 of the class as filed, integer tenths. */
  readonly onsiteFiledTenths: number
  /** 课时 that this person attended, integer tenths. */
  readonly onsiteAttendedTenths: number
  /** Minutes spent in online courses. */
  readonly onlineMinutes: number
}

/** Raw and counted side by side, so that a worker sees what became of every hour. Integer tenths of 课时. */
export interface HourLedger {
  readonly onsiteTenths: number
  readonly onlineMinutes: number
  /** Online minutes as 课时; null while nobody has said how long an online 课时 is (A26). */
  readonly onlineTenths: number | null
  readonly countedTenths: number
  /** Taught online and not counted; null while it cannot be expressed in 课时. */
  readonly leftOutTenths: number | null
  readonly shortTenths: number
}

/**
 * Counts a person's hours against a rule's minimum. Attendance beyond what was filed does not count.
 * @param requiredTenths the rule's minimum in tenths
 */
export function hourLedger(
  policy: SubsidyPolicy,
  recorded: RecordedHours,
  requiredTenths: number,
): HourLedger {
  const onsiteTenths = Math.min(recorded.onsiteFiledTenths, recorded.onsiteAttendedTenths)
  const minutesPerHour = policy.settings['online.minutesPerHour']
  const onlineTenths =
    minutesPerHour === null ? null : Math.floor((recorded.onlineMinutes * 10) / minutesPerHour)
  const taught = { onsite: onsiteTenths / 10, online: (onlineTenths ?? 0) / 10 }
  const countedTenths = Math.floor(countHours(taught, onlineTerms(policy), requiredTenths).least)
  return {
    onsiteTenths,
    onlineMinutes: recorded.onlineMinutes,
    onlineTenths,
    countedTenths,
    leftOutTenths: onlineTenths === null ? null : onsiteTenths + onlineTenths - countedTenths,
    shortTenths: Math.max(0, requiredTenths - countedTenths),
  }
}
