import type { ClientSession } from 'mongoose'
import { dayNumber } from '#shared/day-number'
import { newestPaid, type PaidClaim } from '../claims/paid-claims.service'
import { tradesOfInstitutions } from '../classes/taught-trades.service'
import type { Moment } from '../context'
import { examFigures, institutionsOfEnrolments } from '../enrolments/exam-figures.service'
import { allInstitutions } from '../institutions/institution.service'
import { shanghaiDate } from '../programme-clock'
import { InstitutionRecords, type InstitutionRecord } from './institution-record.model'

export type { InstitutionRecord }

/** What the job works with. */
export interface InstitutionRecordDeps {
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

/** So many of the newest paid claims are looked at, whatever there are. */
const NEWEST_PAID = 1000
const YEAR_MS = 365 * 86_400_000

/** Measures what the public lists say of institutions. @returns how many institutions */
export async function measureInstitutions({ moment, inTransaction }: InstitutionRecordDeps): Promise<number> {
  const { now, programmeNow } = moment()
  const institutions = await allInstitutions()
  const exams = await examFigures(new Date(programmeNow.getTime() - YEAR_MS))
  const days = await daysToMoney(await newestPaid(NEWEST_PAID))
  const trades = await tradesOfInstitutions()
  await inTransaction(async (tx) => {
    for (const { _id } of institutions) {
      const key = _id.toHexString()
      const waits = days.get(key) ?? []
      const set: Omit<InstitutionRecord, '_id'> = {
        examined: exams.get(key)?.examined ?? 0,
        passed: exams.get(key)?.passed ?? 0,
        paidClaims: waits.length,
        medianDays: medianOf(waits),
        tradeSeqs: trades.get(key) ?? [],
        measuredAt: now,
      }
      await InstitutionRecords.updateOne({ _id }, { $set: set }, { session: tx, upsert: true })
    }
  })
  return institutions.length
}

/** The records as measured last, by the institution's id. */
export async function institutionRecords(): Promise<Map<string, InstitutionRecord>> {
  const found = await InstitutionRecords.find().lean<InstitutionRecord[]>()
  return new Map(found.map((record) => [record._id.toHexString(), record]))
}

async function daysToMoney(paid: readonly PaidClaim[]): Promise<Map<string, number[]>> {
  const institutionOf = await institutionsOfEnrolments(paid.map(({ enrolmentId }) => enrolmentId))
  const days = new Map<string, number[]>()
  for (const { enrolmentId, submittedAt, paidAt } of paid) {
    const key = institutionOf.get(enrolmentId.toHexString())
    if (key === undefined) continue
    const wait = dayNumber(shanghaiDate(paidAt)) - dayNumber(shanghaiDate(submittedAt))
    days.set(key, [...(days.get(key) ?? []), wait])
  }
  return days
}

/** The middle value, of an even number the lower of the two; null without any. */
function medianOf(values: readonly number[]): number | null {
  return [...values].sort((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? null
}
