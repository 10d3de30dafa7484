import { decidingDate } from '#shared/subsidy-conditions'
import { afterLastDay } from '#shared/subsidy-after-last-day'
import { rowOn } from '#shared/policy-catalogue'
import { claimBy } from '#shared/subsidy-claim-window'
import { explainCandidate } from '#shared/subsidy-explanation'
import { applyPreset, type SubsidyPolicy } from '#shared/subsidy-policy'
import {
  assess,
  InvalidFacts,
  type Assessment,
  type Candidate,
  type SubsidyFacts,
} from '#shared/subsidy-rules'
import type { EstimateBody, EstimateView } from '#shared/policy-estimates'
import type { Context } from '../context'
import { invalidFields } from '../http/problem'
import type { PolicyBook, PolicyEdition } from './policy-book'
import { standingOn } from './policy-standing'

/**
 * The server's answer to a question; where the phone's was another, this one holds. For a day of enrolment on which no
 * rules are in force it lists nothing: a sum would be a promise that nobody keeps.
 * @throws Problem `invalid_fields` naming every fact that cannot be
 */
export function estimate({ deployment, moment }: Context, body: EstimateBody): EstimateView {
  const { policies } = deployment
  const { today } = moment
  const bookedOn = body.bookedOn ?? today
  if (bookedOn > today) throw invalidFields([{ pointer: '/bookedOn', code: 'day', detail: '报名日还没到' }])
  const { policy, inForce, on, candidates, best } = workOut(policies, body, today)
  const { code, version, hash, file } = policy
  return {
    policy: { code, version, preset: policy.preset, hash, title: file.title },
    ...{ on, bookedOn, inForce },
    statusText: standingOn(policies, today).sentence,
    candidates: candidates.map((each) => presentCandidate(policy, each, body.facts)),
    best,
  }
}

/** What the server answers to a question, before it is put into words. */
interface WorkedOut extends Assessment {
  /** In the reading that was asked for. */
  policy: SubsidyPolicy
  inForce: boolean
}

/**
 * Works a question out by the version to which such a booking belongs.
 * @throws Problem `invalid_fields` naming every fact that cannot be
 */
export function workOut(book: PolicyBook, body: EstimateBody, today: string): WorkedOut {
  const edition = editionFor(book, body, today)
  const asked = edition?.policy ?? book.current
  const policy = applyPreset(asked, body.preset ?? asked.preset)
  const assessment = answerTo(policy, body.facts, today)
  if (!edition) return { ...assessment, policy, inForce: false, candidates: [], best: null }
  const bookedOn = body.bookedOn ?? today
  return {
    ...assessment,
    ...withoutClosedRow(assessment, { edition, body, bookedOn }),
    ...{ policy, inForce: true },
  }
}

/** Nothing is paid for a row that the catalogue of the day did not have, whatever its rule would say. */
function withoutClosedRow(
  { candidates, best }: Assessment,
  asked: { edition: PolicyEdition; body: EstimateBody; bookedOn: string },
): Pick<Assessment, 'candidates' | 'best'> {
  const { catalogue, policy } = asked.edition
  const { tradeSeq } = asked.body.facts
  if (tradeSeq === undefined || rowOn(catalogue, tradeSeq, asked.bookedOn)) return { candidates, best }
  const paying = policy.categoryOfRow.get(tradeSeq)?.rule
  return {
    candidates: candidates.filter(({ rule }) => rule !== paying),
    best: best === paying ? null : best,
  }
}

/** The version to which a booking belongs, as a claim would find it; null where none is in force. */
function editionFor(
  book: PolicyBook,
  { facts, bookedOn }: EstimateBody,
  today: string,
): PolicyEdition | null {
  const { rules, categoryOfRow, hash } = book.current
  const rule = rules.find((each) => each.id === categoryOfRow.get(facts.tradeSeq ?? 0)?.rule)
  const dates = {
    bookedOn: bookedOn ?? today,
    bookedUnder: bookedOn === undefined ? hash : null,
    decidingOn: rule ? decidingDate(rule, facts) : null,
  }
  return book.forCase(dates, today)
}

function presentCandidate(
  policy: SubsidyPolicy,
  candidate: Candidate,
  facts: SubsidyFacts,
): EstimateView['candidates'][number] {
  const { rule, title, clause, quotation, outcome, asOf, amount } = candidate
  const { lines, notes } = explainCandidate(candidate)
  return {
    ...{ rule, title, clause, quotation, outcome, asOf, amount: { ...amount } },
    failed: candidate.failed.map((each) => each.condition),
    needs: [...candidate.needs],
    lines: lines.map((line) => ({ ...line })),
    flags: notes.map((note) => ({ id: note.flag, sentence: note.sentence })),
    lastClaimDay: claimBy(policy, rule, facts)?.lastDay ?? null,
  }
}

/** @throws Problem `invalid_fields` naming every fact that cannot be */
function answerTo(policy: SubsidyPolicy, facts: SubsidyFacts, on: string): Assessment {
  try {
    return afterLastDay(policy, assess(policy, facts, on))
  } catch (error) {
    if (!(error instanceof InvalidFacts)) throw error
    throw invalidFields(
      error.problems.map(({ fact, problem, detail }) => ({
        pointer: `/facts/${fact.replaceAll('.', '/')}`,
        code: problem,
        detail,
      })),
    )
  }
}
