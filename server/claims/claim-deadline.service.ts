import type { ClientSession } from 'mongoose'
import { noticeSettings } from '#shared/notice-settings'
import { chineseDay } from '#shared/subsidy-policy'
import type { Enrolment } from '../enrolments/enrolment.service'
import { unclaimedTraining, unclaimedTrainings } from '../enrolments/unclaimed-trainings.service'
import { notify } from '../notifications/notification.service'
import { entitlementKeyOf, recordsOf } from './claim-assessment'
import { assessOn, basisOf } from './claim-basis'
import { limitsOn } from './claim-limits'
import { standingClaim } from './claim-lookup.service'
import type { ReminderDeps } from './claim-reminder.service'

const DAY_MS = 86_400_000

/** A right that nobody has claimed yet, whose last day is near. */
interface NearEnd {
  classTitle: string
  lastDay: string
  /** Days from today to the last one; 0 = today is it. */
  daysLeft: number
  /** Which of the notices it is time for. */
  noticeDays: number
}

/**
 * Tells workers that the last day to claim is near: some weeks before, and again in the last one, each once. Says nothing
 * where the policy sets no time, or where something else stands against the claim. One training that cannot be read keeps
 * none of the others from being told.
 * @returns how many
 * @throws AggregateError when some could not be read
 */
export async function tellLastDays(deps: ReminderDeps): Promise<number> {
  const failures: unknown[] = []
  let told = 0
  for await (const enrolment of unclaimedTrainings()) {
    try {
      if (await tellLastDay(deps, enrolment)) told += 1
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, 'Last days of some trainings were not looked at')
  return told
}

async function tellLastDay(deps: ReminderDeps, enrolment: Enrolment): Promise<boolean> {
  if ((await nearEndOf(deps, enrolment)) === null) return false
  return deps.inTransaction(async (tx) => {
    const still = await unclaimedTraining(enrolment._id, tx)
    const near = still && (await nearEndOf(deps, still, tx))
    return near !== null && (await tell(deps, { enrolment, near }, tx))
  })
}

async function nearEndOf(
  { deployment, moment }: ReminderDeps,
  enrolment: Enrolment,
  tx: ClientSession | null = null,
): Promise<NearEnd | null> {
  const { today } = moment()
  const records = await recordsOf(enrolment, tx)
  const basis = basisOf(deployment.policies, records, today)
  const assessed = assessOn(basis, records, today)
  const { candidate } = assessed
  if (candidate?.outcome !== 'payable' && candidate?.outcome !== 'possible') return null
  const { blocks, window } = await limitsOn(basis.policy, { records, assessed, claimedOn: today }, tx)
  if (window === null || blocks.length > 0) return null
  const daysLeft = Math.round((Date.parse(window.lastDay) - Date.parse(today)) / DAY_MS)
  const noticeDays = noticeSettings.lastDayNoticeDays.find((days) => daysLeft <= days)
  if (noticeDays === undefined) return null
  const key = entitlementKeyOf(basis.policy, candidate, records)
  if (await standingClaim(enrolment._id, key, tx)) return null
  return { classTitle: records.item.title, lastDay: window.lastDay, daysLeft, noticeDays }
}

function tell(
  { deployment, moment }: ReminderDeps,
  { enrolment, near }: { enrolment: Enrolment; near: NearEnd },
  tx: ClientSession,
): Promise<boolean> {
  const { classTitle, lastDay, daysLeft, noticeDays } = near
  return notify(
    { deployment, moment: moment(), tx },
    {
      personId: enrolment.workerId,
      enrolmentId: enrolment._id,
      kind: 'last_day_to_claim',
      values: {
        classTitle,
        lastDay: chineseDay(lastDay),
        left: daysLeft === 0 ? '就是今天' : `还有${String(daysLeft)}天`,
      },
      // Another last day, because a record was mended, is news.
      onceKey: `last-day:${enrolment._id.toHexString()}:${lastDay}:${String(noticeDays)}`,
    },
  )
}
