import type { Opinion } from './opinion'
import type { Hours, Paper, Statement } from './statement'

/** `notice`: only what the notice says. `common`: online hours count, up to as many as were onsite. */
export type Preset = 'notice' | 'common'

/** Hours are compared in millionths, so that 23.7 and 0.3 make exactly 24. */
const fine = (hours: number): number => Math.round(hours * 1_000_000)

/**
 * Holds the hours against the number a clause asks for. （七） wants online hours counted in proportion but
 * names none, so under `notice` they do not count (A26).
 */
export function askForHours(opinion: Opinion, wanted: number, statement: Statement, preset: Preset): void {
  const hours = statement.hours ?? {}
  const { least, most } = countedHours(hours, preset)
  if (most < wanted) opinion.fails('minHours', roundToTenth(wanted - most))
  else if (least < wanted) opinion.asks('hours')
  mentionUncountedHours(opinion, hours, preset)
}

/** How many hours count: exactly, or from … to … while a part is unknown. */
export function countedHours({ onsite, online }: Hours, preset: Preset): { least: number; most: number } {
  if (onsite === undefined) return { least: 0, most: Number.POSITIVE_INFINITY }
  if (preset === 'notice') return { least: onsite, most: onsite }
  if (online === undefined) return { least: onsite, most: 2 * onsite }
  const counted = (fine(onsite) + Math.min(fine(onsite), fine(online))) / 1_000_000
  return { least: counted, most: counted }
}

/** Of hours that count in part, the assumptions do not say whether the rest is mentioned. */
function mentionUncountedHours(opinion: Opinion, { onsite, online = 0 }: Hours, preset: Preset): void {
  if (preset === 'notice' && online > 0) opinion.doubt('A26')
  if (preset === 'common' && (onsite === undefined || online > onsite)) opinion.mayMention('A26')
}

export function readExam(opinion: Opinion, statement: Statement): void {
  if (statement.examPassed === undefined) opinion.asks('examPassed')
  else if (!statement.examPassed) opinion.fails('examPassed')
}

/**
 * Looks for a certificate of the right kind issued from 2019-01-01 to 2021-12-31, both days in; one is enough.
 * Without one of the kind, only that is wrong: there is no date to judge.
 */
export function readPaperInPeriod(
  opinion: Opinion,
  statement: Statement,
  fits: (paper: Paper) => boolean,
  doubtAboutPeriod: string,
): void {
  if (statement.certificates === undefined) {
    opinion.asks('certificates')
    return
  }
  const fitting = statement.certificates.filter(fits)
  if (fitting.length === 0) {
    opinion.fails('certificate')
    return
  }
  if (fitting.some((paper) => isInPeriod(paper.issuedOn))) return
  opinion.fails('inPeriod')
  opinion.doubt(doubtAboutPeriod)
}

/** 2019年1月1日至2021年12月31日, both days in. */
export function isInPeriod(day: string): boolean {
  const year = Number(day.slice(0, 4))
  return year === 2019 || year === 2020 || year === 2021
}

/** How much is missing, to a tenth; something missing is never called nothing. */
export function roundToTenth(missing: number): number {
  return Math.max(0.1, Math.round(fine(missing) / 100_000) / 10)
}
