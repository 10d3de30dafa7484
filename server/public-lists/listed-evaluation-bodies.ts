import type { EvaluationBodyView, EvaluationFilter } from '#shared/public-lists'
import {
  allEvaluationBodies,
  type AssessmentScope,
  type EvaluationBody,
} from '../evaluation-bodies/evaluation-body.service'
import { inListOrder, isMentioned, presentListing } from './list-page'

/** The evaluation bodies that the filter asks for, those in the list first. @param today programme date */
export async function listedEvaluationBodies(
  filter: EvaluationFilter,
  today: string,
): Promise<EvaluationBodyView[]> {
  const { district, standing, text } = filter
  const all = (await allEvaluationBodies()).map((each) => presentEvaluationBody(each, today))
  return inListOrder(all).filter(
    (each) =>
      (district === undefined || each.district === district) &&
      (standing === undefined || each.standing === standing) &&
      isScopeOpen(each.assesses, filter) &&
      isMentioned(text, [each.name, ...each.otherNames, each.address]),
  )
}

/** Whether one and the same scope has all of what is asked: another trade at another level does not help anybody. */
function isScopeOpen(
  assesses: readonly AssessmentScope[],
  { kind, trade, level }: EvaluationFilter,
): boolean {
  if (kind === undefined && trade === undefined && level === undefined) return true
  return assesses.some(
    (scope) =>
      (kind === undefined || scope.kind === kind) &&
      (trade === undefined || scope.tradeSeqs.includes(trade)) &&
      (level === undefined || scope.levels.includes(level)),
  )
}

function presentEvaluationBody(body: EvaluationBody, today: string): EvaluationBodyView {
  const { _id, name, otherNames, assesses, isDemo } = body
  return {
    id: _id.toHexString(),
    ...{ name, otherNames: [...otherNames], isDemo },
    ...presentListing(body, today),
    assesses: assesses.map(({ kind, tradeSeqs, levels }) => ({
      kind,
      tradeSeqs: [...tradeSeqs],
      levels: [...levels],
    })),
  }
}
