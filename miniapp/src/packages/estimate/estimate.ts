import type { EstimateDifferenceBody, EstimateView } from '#shared/policy-estimates'
import { afterLastDay } from '#shared/subsidy-after-last-day'
import type { Assessment, Candidate } from '#shared/subsidy-assessment'
import { claimBy } from '#shared/subsidy-claim-window'
import type { Exclusion } from '#shared/subsidy-exclusions'
import { explainCandidate } from '#shared/subsidy-explanation'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { routesOf } from '#shared/subsidy-routes'
import { assess, type SubsidyFacts } from '#shared/subsidy-rules'
import { isOffCatalogue } from '../../trades/catalogue'
import type { LevelReply, RouteFacts } from './answers'
import { isSettled } from './asked'

/** How one rule stands, in the form in which the server answers, too: the page draws either. */
export interface RuleAnswer extends ServerRule {
  /** What to do next, in one line: `再上3课时`. */
  readonly next: string
}
type ServerRule = EstimateView['candidates'][number]

/** The two ways to money for what has been told so far. */
export interface Estimate {
  /** The rule of the trade; null when the policy has none for it. */
  readonly training: RuleAnswer | null
  /** The rule of the certificate held; null while there is none or its level has not been told. */
  readonly certificate: RuleAnswer | null
  /** What is known about taking both; empty unless both are open. */
  readonly together: readonly Exclusion[]
}

/** What one assessment says of one way, before it becomes words. */
type Reckoned = Pick<Assessment, 'candidates' | 'best'>

/**
 * Works both ways out on the phone.
 * @param on the day of the question, `YYYY-MM-DD`
 */
export function estimate(
  policy: SubsidyPolicy,
  facts: RouteFacts,
  { level, on }: { level: LevelReply | undefined; on: string },
): Estimate {
  const byTraining = reckon(policy, facts.training, on)
  const byCertificate = reckon(policy, facts.certificate, on)
  const training = routesOf(policy, byTraining.candidates).training[0]
  const wanted = certificateRule(policy, level)
  const certificate = byCertificate.candidates.find((each) => each.rule === wanted)
  const open = [training, certificate].filter((each) => each !== undefined)
  return {
    training: training ? answerOf(policy, training, facts.training) : null,
    certificate: certificate ? answerOf(policy, certificate, facts.certificate) : null,
    together: routesOf(policy, open).together,
  }
}

/** What the phone makes of one question as a whole, in the form in which a difference is reported. */
export function summaryOf(
  policy: SubsidyPolicy,
  facts: SubsidyFacts,
  on: string,
): EstimateDifferenceBody['phone'] {
  const { candidates, best } = reckon(policy, facts, on)
  return {
    best,
    candidates: candidates.map(({ rule, outcome, amount: { kind, fen } }) => ({ rule, outcome, kind, fen })),
  }
}

/** The rule that pays the level that was told, or null. */
export function certificateRule(policy: SubsidyPolicy, level: LevelReply | undefined): string | null {
  if (level === undefined || level === 'none' || level === 'unsure') return null
  const kind = level === 'special_skill' ? level : `level:${level}`
  const found = policy.rules.find(
    ({ opening, certificates }) => opening.by === 'certificate' && certificates.includes(kind),
  )
  return found?.id ?? null
}

/**
 * The server's result in the place of the phone's, for one way: the same rule, or where the server knows another rule
 * for the trade, that one. What it does not list does not hold.
 */
export function byServer(policy: SubsidyPolicy, view: EstimateView, phone: RuleAnswer): RuleAnswer | null {
  const known = new Map(policy.rules.map((rule) => [rule.id, rule.opening.by]))
  const mayReplace = ({ rule }: ServerRule) =>
    known.get(phone.rule) === 'annexRow' && (known.get(rule) ?? 'annexRow') === 'annexRow'
  const found = view.candidates.find((each) => each.rule === phone.rule) ?? view.candidates.find(mayReplace)
  if (!found) return null
  const missing = found.lines.filter((line) => line.standing === 'missing').map((line) => line.text)
  return { ...found, next: missing.join('；') }
}

/** In the place of every remedy once the policy is over. */
export const overWords = '办法已结束，以后考的不算'

/** After the last day of the policy nobody is sent to a course or an exam that is not paid. */
export function withoutRemedy(answer: RuleAnswer | null): RuleAnswer | null {
  const mightBeMended = answer?.outcome === 'not_met' && !isSettled(answer.failed)
  return mightBeMended ? { ...answer, next: overWords } : answer
}

function reckon(policy: SubsidyPolicy, facts: SubsidyFacts, on: string): Reckoned {
  const { candidates, best } = afterLastDay(policy, assess(policy, facts, on))
  const closed = closedRule(policy, facts)
  return {
    candidates: candidates.filter(({ rule }) => rule !== closed),
    best: best === closed ? null : best,
  }
}

/** The rule of a row that the catalogue of today does not have: like the server's, it pays nobody who books now. */
function closedRule(policy: SubsidyPolicy, { tradeSeq }: SubsidyFacts): string | undefined {
  if (tradeSeq === undefined || !isOffCatalogue(tradeSeq)) return undefined
  return policy.categoryOfRow.get(tradeSeq)?.rule
}

function answerOf(policy: SubsidyPolicy, candidate: Candidate, facts: SubsidyFacts): RuleAnswer {
  const { rule, title, clause, quotation, outcome, asOf, amount, failed, needs } = candidate
  const { lines, next, notes } = explainCandidate(candidate)
  return {
    rule,
    title,
    clause,
    quotation,
    outcome,
    asOf,
    amount,
    failed: failed.map((each) => each.condition),
    needs: [...needs],
    lines: [...lines],
    flags: notes.map((note) => ({ id: note.flag, sentence: note.sentence })),
    lastClaimDay: claimBy(policy, rule, facts)?.lastDay ?? null,
    next,
  }
}
