import type { ClientSession } from 'mongoose'
import {
  forecastOf,
  forecastStages,
  stageTimeOf,
  type ClaimForecast,
  type ForecastStage,
  type StageTimes,
} from '#shared/claim-forecast'
import { workingDaysBetween } from '#shared/working-days'
import type { Moment } from '../context'
import { addDays, shanghaiDate } from '../programme-clock'
import { workingDayCalendar as calendar } from '../working-day-calendar'
import { Claims, type Claim } from './claim.model'
import { StageTimesRecords } from './stage-times.model'

/** So many of the newest claims are looked at, and only stays that ended within so many days. */
const LATEST_CLAIMS = 300
const RECENT_DAYS = 180

/** What the job works with. */
export interface StageTimesDeps {
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

/**
 * Measures how long recent claims stayed in each stage. Costs the same however many claims there are.
 * @returns how many stays it rests on
 */
export async function measureStageTimes({ moment, inTransaction }: StageTimesDeps): Promise<number> {
  const { now, today } = moment()
  const claims = await Claims.find({}, { history: 1 })
    .sort({ _id: -1 })
    .limit(LATEST_CLAIMS)
    .lean<Pick<Claim, 'history'>[]>()
  const stays = claims.flatMap(({ history }) => staysIn(history, addDays(today, -RECENT_DAYS)))
  const times: Record<string, StageTimes[ForecastStage]> = {}
  for (const stage of forecastStages) {
    const time = stageTimeOf(stays.filter((stay) => stay.stage === stage).map(({ days }) => days))
    if (time) times[stage] = time
  }
  await inTransaction((tx) =>
    StageTimesRecords.updateOne(
      { _id: 'latest' },
      { $set: { times, measuredAt: now } },
      { session: tx, upsert: true },
    ),
  )
  return stays.length
}

/** From entering a stage to leaving it, whichever way: a claim that came back was in it twice. */
function staysIn(history: Claim['history'], since: string): { stage: ForecastStage; days: number }[] {
  return history.flatMap((left, index) => {
    const entered = history[index - 1]
    const stage = forecastStages.find((each) => each === left.from)
    if (!stage || entered?.to !== stage) return []
    const leftOn = shanghaiDate(left.at)
    const days = workingDaysBetween(calendar, shanghaiDate(entered.at), leftOn)
    return days === null || leftOn < since ? [] : [{ stage, days }]
  })
}

/** When the money of a claim may be there; null once nothing is to come. */
export async function forecastClaim(
  { state, history, publicityDays, submittedAt }: Claim,
  today: string,
  tx: ClientSession | null,
): Promise<ClaimForecast | null> {
  const measured = await StageTimesRecords.findById('latest').session(tx).lean()
  const since = shanghaiDate(history.at(-1)?.at ?? submittedAt)
  const standing = { state, since, publicityDays }
  return forecastOf(standing, { times: measured?.times ?? {}, calendar, today })
}
