import { readPaperInPeriod, roundToTenth } from './common-points'
import { Opinion, type RuleName } from './opinion'
import type { Paper, Statement } from './statement'

const isLevel =
  (level: number) =>
  (paper: Paper): boolean =>
    paper.kind === 'level' && paper.level === level

/**
 * （十）: 企业职工 who obtained a certificate since 2019-01-01 and paid unemployment insurance in this city for a
 * year: 初级工 or 专项能力证书 1000, 中级工 1500, 高级工 3000, 技师 4500, 高级技师 6000.
 */
export function certificatesWon(statement: Statement): Opinion[] {
  const isBeginner = (paper: Paper): boolean => paper.kind === 'special_skill' || isLevel(5)(paper)
  return [
    ...certificateWon('R10-1', 1000, isBeginner, statement),
    ...certificateWon('R10-2', 1500, isLevel(4), statement),
    ...certificateWon('R10-3', 3000, isLevel(3), statement),
    ...certificateWon('R10-4', 4500, isLevel(2), statement),
    ...certificateWon('R10-5', 6000, isLevel(1), statement),
  ]
}

function certificateWon(
  rule: RuleName,
  yuan: number,
  fits: (paper: Paper) => boolean,
  statement: Statement,
): Opinion[] {
  if (statement.certificates !== undefined && !statement.certificates.some(fits)) return []
  const opinion = new Opinion(rule, { kind: 'fixed', yuan })
  opinion.doubt('A11')
  if (rule === 'R10-4' || rule === 'R10-5') opinion.doubt('A12')
  if (statement.employee === undefined) opinion.asks('employee')
  else if (!statement.employee) opinion.fails('employee')
  readInsurance(opinion, statement)
  readPaperInPeriod(opinion, statement, fits, 'A14')
  mentionFirstDay(opinion, statement.certificates?.filter(fits))
  return [opinion]
}

/** A year is twelve months, and exactly twelve are enough (A11). */
function readInsurance(opinion: Opinion, statement: Statement): void {
  const months = statement.unemploymentInsuranceMonths
  if (months === undefined) opinion.asks('unemploymentInsuranceMonths')
  else if (months < 12) opinion.fails('insuranceMonths', roundToTenth(12 - months))
}

/** 2019年1月1日以后: whether that day itself is in (A13). Other papers beside it may make it idle. */
function mentionFirstDay(opinion: Opinion, papers: readonly Paper[] | undefined): void {
  if (papers === undefined) opinion.mayMention('A13')
  else if (papers.every((paper) => paper.issuedOn === '2019-01-01')) opinion.doubt('A13')
  else if (papers.some((paper) => paper.issuedOn === '2019-01-01')) opinion.mayMention('A13')
}
