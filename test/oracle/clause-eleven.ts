import { isGas, isSafetyManagement, isSpecialOperations, isWaterTreatment } from './annex'
import { askForHours, isInPeriod, readExam, type Preset } from './common-points'
import { Opinion } from './opinion'
import type { Statement } from './statement'

/**
 * （十一）: 非等级技能培训 in the fields that keep a city running, no fewer than 40 课时, exam passed: 500 yuan.
 * The annex never says that its 500 is this one (A5); 水处理 is called high-risk elsewhere (A6).
 * The clause names no date; where the day of the exam is known, the plan's years hold (A27).
 */
export function cityTrades(statement: Statement, preset: Preset): Opinion[] {
  const row = statement.tradeSeq
  if (row !== undefined && (isSafetyManagement(row) || isGas(row) || isSpecialOperations(row))) return []
  const opinion = new Opinion('R11-1', { kind: 'fixed', yuan: 500 })
  askForHours(opinion, 40, statement, preset)
  readExam(opinion, statement)
  if (statement.examinedOn !== undefined && !isInPeriod(statement.examinedOn)) opinion.fails('inPeriod')
  if (row !== undefined) {
    opinion.doubt('A5')
    if (isWaterTreatment(row)) opinion.doubt('A6')
  } else if (statement.sector !== undefined) {
    opinion.leaveToOffice()
    opinion.doubt('A9')
  } else {
    opinion.asks('tradeSeq')
    opinion.mayMention('A5')
  }
  return [opinion]
}
