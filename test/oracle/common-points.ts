import type { Opinion } from './opinion'
import type { Paper, Statement } from './statement'

/** `notice`: only what the notice says. `common`: online hours count, up to as many as were onsite. */
export type Preset = 'notice' | 'common'

/** Hours are compared in millionths, so that 23.7 and 0.3 make exactly 24. */
const fine = (hours: number): number => Math.round(hours * 1_000_000)

/**
 * Holds the hours against the number a clause asks for. （七） wants online hours counted in proportion but
 * names none, so under `notice` they do not count (A26).
 */
export function askForHours(opinion: Opinion, wanted: number, statement: Statement, preset: Preset): void {
  const { hours } = statement
  if (hours === undefined) {
    opinion.asks('hours')
    return
  }
  let counted = fine(hours.onsite)
  if (preset === 'common') {
    counted += Math.min(fine(hours.onsite), fine(hours.online))
    if (hours.online > hours.onsite) opinion.mayMention('A26')
  } else if (hours.online > 0) {
    opinion.doubt('A26')
  }
  if (counted < fine(wanted)) opinion.fails('minHours', roundToTenth((fine(wanted) - counted) / 1_000_000))
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

function isInPeriod(day: string): boolean {
  const year = Number(day.slice(0, 4))
  return year === 2019 || year === 2020 || year === 2021
}

export function roundToTenth(value: number): number {
  return Math.round(value * 10) / 10
}
