import { isGas, isSafetyManagement, isSpecialOperations } from './annex'
import { askForHours, countedHours, readExam, readPaperInPeriod } from './common-points'
import { Opinion, type RuleName } from './opinion'
import type { Preset } from './common-points'
import type { Agreement, Statement } from './statement'

/**
 * （九） first sentence: 安全生产管理人员 and 燃气 staff who train and sit the unified exam in this city,
 * hold a 考核合格证书, have no fewer than 24 课时 and pass: 400 yuan a person.
 */
export function highRiskPosts(statement: Statement, preset: Preset): Opinion[] {
  const opinions: Opinion[] = []
  if (mayBe(statement, isSafetyManagement)) opinions.push(highRiskPost('R9-1', statement, preset))
  if (mayBe(statement, isGas)) {
    const gas = highRiskPost('R9-2', statement, preset)
    mentionOtherClauseForGas(gas, statement, preset)
    opinions.push(gas)
  }
  return opinions
}

function highRiskPost(rule: RuleName, statement: Statement, preset: Preset): Opinion {
  const opinion = new Opinion(rule, { kind: 'fixed', yuan: 400 })
  if (statement.tradeSeq === undefined) opinion.asks('tradeSeq')
  askForHours(opinion, 24, statement, preset)
  readExam(opinion, statement)
  readPlace(opinion, statement)
  readPaperInPeriod(opinion, statement, (paper) => paper.kind === 'competency', 'A15')
  return opinion
}

function readPlace(opinion: Opinion, statement: Statement): void {
  const { trainedInCity, examinedInCity } = statement
  if (trainedInCity === false || examinedInCity === false) opinion.fails('inCity')
  if (trainedInCity === undefined) opinion.asks('trainedInCity')
  if (examinedInCity === undefined) opinion.asks('examinedInCity')
}

/**
 * （十一） names 燃气 too: with 40 hours both clauses fit, and the annex prints 400 (A7). Whether that is worth
 * a word while the trade or a part of the hours is unknown, the assumptions do not say.
 */
function mentionOtherClauseForGas(opinion: Opinion, statement: Statement, preset: Preset): void {
  const { tradeSeq, hours = {} } = statement
  const { onsite, online } = hours
  if (tradeSeq !== undefined && countedHours(hours, preset).least >= 40) opinion.doubt('A7')
  else if (onsite === undefined || online === undefined || onsite + online >= 40) opinion.mayMention('A7')
}

/**
 * （九） second sentence: 企业职工 with a 建筑施工特种作业人员证: not more than 1000 yuan a person.
 * The sentence says nothing of hours, exam or place (A3), and the annex prints a plain 1000 (A1).
 */
export function specialOperations(statement: Statement): Opinion[] {
  if (!mayBe(statement, isSpecialOperations)) return []
  const opinion = new Opinion('R9-3', { kind: 'upTo', yuan: 1000 })
  opinion.doubt('A1', 'A3')
  if (statement.tradeSeq === undefined) opinion.asks('tradeSeq')
  if (statement.employee === undefined) opinion.asks('employee')
  else if (!statement.employee) opinion.fails('employee')
  readPaperInPeriod(opinion, statement, (paper) => paper.kind === 'special_operations', 'A15')
  return [opinion]
}

/** A row that is known decides; a field without a row has none; otherwise any row is still open. */
function mayBe(statement: Statement, group: (row: number) => boolean): boolean {
  if (statement.tradeSeq !== undefined) return group(statement.tradeSeq)
  return statement.sector === undefined
}

/**
 * （九） last sentences: apprenticeships of 1–3 years, each year 4000 at 中级工, 5000 at 高级工,
 * 6000 at 技师 and 8000 at 高级技师. 初级工 is not named. Nobody can state that they are no apprentice, so
 * silence does not open these: otherwise four of them would stand open for everybody.
 */
export function apprenticeships({ apprenticeship: agreed }: Statement): Opinion[] {
  if (agreed === undefined) return []
  const level = agreed.targetLevel
  const opinions: Opinion[] = []
  if (level === undefined || level === 4) opinions.push(apprenticeship('R9-4a', 4000, agreed))
  if (level === undefined || level === 3) opinions.push(apprenticeship('R9-4b', 5000, agreed))
  if (level === undefined || level === 2) opinions.push(apprenticeship('R9-4c', 6000, agreed))
  if (level === undefined || level === 1) opinions.push(apprenticeship('R9-4d', 8000, agreed))
  return opinions
}

function apprenticeship(rule: RuleName, perYear: number, agreed: Agreement): Opinion {
  const { kind, targetLevel, years } = agreed
  const total = years === undefined ? {} : { years, yuan: perYear * years }
  const opinion = new Opinion(rule, { kind: 'fixed', perYear, ...total })
  opinion.doubt('A16')
  if (kind === 'modern') opinion.doubt('A18')
  if (kind === undefined) opinion.mayMention('A18')
  if (targetLevel === undefined || years === undefined) opinion.asks('apprenticeship')
  if (years !== undefined && (years < 1 || years > 3)) opinion.fails('apprenticeshipYears')
  return opinion
}
