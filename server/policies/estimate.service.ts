import { claimBy } from '#shared/subsidy-claim-window'
import { explainCandidate } from '#shared/subsidy-explanation'
import { applyPreset, type SubsidyPolicy } from '#shared/subsidy-policy'
import { assess, InvalidFacts, type Assessment, type SubsidyFacts } from '#shared/subsidy-rules'
import type { EstimateBody, EstimateView } from '#shared/policy-estimates'
import type { Context } from '../context'
import { invalidFields } from '../http/problem'
import { standingOn } from './policy-standing'

/**
 * The server's answer to a question; where the phone's was another, this one holds.
 * @throws Problem `invalid_fields` naming every fact that cannot be
 */
export function estimate({ deployment, moment }: Context, { facts, preset }: EstimateBody): EstimateView {
  const inForce = deployment.policies.current
  const policy = applyPreset(inForce, preset ?? inForce.preset)
  const { candidates, best, on } = answerTo(policy, facts, moment.today)
  const { code, version, hash, file } = policy
  return {
    policy: { code, version, preset: policy.preset, hash, title: file.title },
    on,
    statusText: standingOn(deployment.policies, moment.today).sentence,
    candidates: candidates.map((candidate) => {
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
    }),
    best,
  }
}

/** @throws Problem `invalid_fields` naming every fact that cannot be */
export function answerTo(policy: SubsidyPolicy, facts: SubsidyFacts, on: string): Assessment {
  try {
    return assess(policy, facts, on)
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
