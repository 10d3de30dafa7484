import { useEffect, useRef, useState } from 'react'
import type { EstimateDifferenceBody, EstimateView } from '#shared/policy-estimates'
import { canonicalText } from '#shared/subsidy-canonical'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import type { SubsidyFacts } from '#shared/subsidy-rules'
import { ApiProblem, asProblem } from '../../api/api-problem'
import { api } from '../../api/endpoints'
import { hearStanding } from '../../policies/heard-stop'
import { fetchPolicy } from '../../policies/phone-policy'
import { useOnline } from '../../platform/network'
import type { RouteFacts } from './answers'
import { summaryOf } from './estimate'

/** So long nothing may have been answered before the server is asked, in milliseconds. */
const PAUSE_MS = 600

/** What the server says of one question. */
export interface ServerAnswer {
  readonly view: EstimateView
  /** The phone had come to another result: the server's is shown, and it has been told. */
  readonly differs: boolean
}

/** Its answers to both ways; null where it has not answered (yet, or for want of a network). */
export type ServerAnswers = Readonly<Record<keyof RouteFacts, ServerAnswer | null>>

/** Differences that this phone has reported since the program began: each is told once. */
const reported = new Set<string>()

/**
 * Asks the server the same questions that the phone has answered by itself, a moment after the last tap. It never
 * stands in the way: until an answer comes, and without a network, the phone's own result holds.
 * @param enabled false while nothing has been answered: then there is nothing to compare
 */
export function useServerAnswers(
  policy: SubsidyPolicy,
  facts: RouteFacts,
  { on, enabled }: { on: string; enabled: boolean },
): ServerAnswers {
  const [answers, setAnswers] = useState<Readonly<Record<string, ServerAnswer>>>({})
  const online = useOnline()
  const training = markOf(policy, facts.training)
  const certificate = markOf(policy, facts.certificate)

  const latest = useRef(facts)
  latest.current = facts

  useEffect(() => {
    if (!enabled || !online) return
    let isOvertaken = false
    const ask = async () => {
      const questions = new Map([
        [training, latest.current.training],
        [certificate, latest.current.certificate],
      ])
      for (const [mark, question] of questions) {
        const answer = await answerTo(policy, question, on)
        if (isOvertaken) return
        if (answer) setAnswers((before) => ({ ...before, [mark]: answer }))
      }
    }
    const timer = setTimeout(() => void ask(), PAUSE_MS)
    return () => {
      isOvertaken = true
      clearTimeout(timer)
    }
  }, [policy, training, certificate, on, enabled, online])

  return { training: answers[training] ?? null, certificate: answers[certificate] ?? null }
}

/** Where two results differ: another rule, outcome, kind of sum or sum. */
export function isSame(phone: EstimateDifferenceBody['phone'], server: EstimateView): boolean {
  const theirs = server.candidates.map(({ rule, outcome, amount: { kind, fen } }) => ({
    rule,
    outcome,
    kind,
    fen,
  }))
  return canonicalText(phone) === canonicalText({ best: server.best, candidates: theirs })
}

async function answerTo(
  policy: SubsidyPolicy,
  facts: SubsidyFacts,
  on: string,
): Promise<ServerAnswer | null> {
  try {
    const view = await api.estimate({ facts, preset: policy.preset })
    // By the server's day: a phone's own clock may be wrong, and after the last day the answer is another.
    const phone = summaryOf(policy, facts, view.on)
    hearStanding(policy.hash, on, view.inForce ? null : view.statusText)
    // The copy on the phone is older than the stop, or than the version that came after it.
    if (!view.inForce) void fetchPolicy()
    // Where no rules are in force there is nothing to compare: the page says so and shows no sum.
    const differs = view.inForce && !isSame(phone, view)
    if (differs) report({ policyHash: policy.hash, preset: policy.preset, facts, phone })
    return { view, differs }
  } catch (reason) {
    // Without an answer the phone's own result holds; a fault of our own is nobody's network.
    if (!(reason instanceof ApiProblem)) throw reason
    return null
  }
}

/** Says once what the phone had made of it: facts and result, nothing of the person. */
function report(body: EstimateDifferenceBody): void {
  const mark = canonicalText(body)
  if (reported.has(mark)) return
  reported.add(mark)
  api.reportDifference(body).catch((reason: unknown) => {
    reported.delete(mark)
    asProblem(reason)
  })
}

/** One text for one question: under another policy or reading it is another. */
function markOf({ hash, preset }: SubsidyPolicy, facts: SubsidyFacts): string {
  return `${hash} ${preset} ${canonicalText(facts)}`
}
