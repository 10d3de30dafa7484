import { useMemo, useState } from 'react'
import type { FactName } from '#shared/subsidy-facts'
import { applyPreset, type PresetName, type SubsidyPolicy } from '#shared/subsidy-policy'
import { programmeDate, useProgramme } from '../../api/programme'
import { heardStop } from '../../policies/heard-stop'
import { usePhonePolicy, type PhonePolicy } from '../../policies/phone-policy'
import { phoneStanding, stopped, type PhoneStanding } from '../../policies/policy-standing'
import { factsFrom, type Subject, type WantedCertificate } from './answers'
import { isAnswered, isSettled, trainingQuestions, wantedCertificate } from './asked'
import { openCertificateQuestions } from './certificate-questions'
import { byServer, estimate, withoutRemedy, type Estimate, type RuleAnswer } from './estimate'
import { useKeptAnswers, type KeptAnswers } from './kept-answers'
import { useServerAnswers, type ServerAnswer, type ServerAnswers } from './server-answer'

/** Everything that the page shows, for what has been answered so far. */
export interface MyEstimate extends Estimate, KeptAnswers {
  readonly phone: PhonePolicy
  /** The policy under the reading that is being looked at. */
  readonly policy: SubsidyPolicy
  readonly chooseReading: (preset: PresetName) => void
  readonly today: string
  /** Where the policy stands today; while it may not pay, nothing is worked out. */
  readonly standing: PhoneStanding
  readonly asked: readonly FactName[]
  readonly wanted: WantedCertificate
  /** Open questions of each way. */
  readonly open: { readonly training: number; readonly certificate: number }
  /** A failure is known that nothing can mend. */
  readonly settled: boolean
  /** Whose result it is. */
  readonly check: ServerCheck
}

/** `phone`: not compared yet, or no network. `agrees`, `differs`: the server has answered the same questions. */
export type ServerCheck = 'phone' | 'agrees' | 'differs'

/** Answers in, both ways out: first from the phone; where the server comes to something else, the server's. */
export function useEstimate(subject: Subject, about: string): MyEstimate {
  const phone = usePhonePolicy()
  const [reading, chooseReading] = useState<PresetName | null>(null)
  const policy = useMemo(
    () => applyPreset(phone.policy, reading ?? phone.policy.preset),
    [phone.policy, reading],
  )
  const status = useProgramme()
  const today = programmeDate(status)
  const kept = useKeptAnswers(about)
  const { answers } = kept
  const wanted = useMemo(() => wantedCertificate(policy, subject), [policy, subject])
  const asked = useMemo(() => trainingQuestions(policy, subject, today), [policy, subject, today])
  const facts = useMemo(() => factsFrom(subject, answers, wanted), [subject, answers, wanted])
  const mine = useMemo(
    () => estimate(policy, facts, { level: answers.level, on: today }),
    [policy, facts, answers.level, today],
  )
  const enabled = Object.keys(answers).length > 0
  const server = useServerAnswers(policy, facts, { on: today, enabled })
  const known = phoneStanding(phone, status, today)
  const refusal = heardStop(policy.hash, today)
  const standing = refusal === null ? known : stopped(refusal)
  const worked = (result: RuleAnswer | null, answer: ServerAnswer | null) => {
    if (!standing.mayPay) return null
    const best = outweighed(policy, result, answer)
    return standing.status === 'closed' ? withoutRemedy(best) : best
  }
  const training = worked(mine.training, server.training)
  return {
    ...kept,
    phone,
    policy,
    chooseReading,
    today,
    standing,
    asked,
    wanted,
    training,
    certificate: worked(mine.certificate, server.certificate),
    together: standing.mayPay ? mine.together : [],
    open: {
      training: asked.filter((fact) => !isAnswered(fact, answers)).length,
      certificate: openCertificateQuestions(answers),
    },
    settled: isSettled(training?.failed ?? []),
    check: checkOf(server),
  }
}

/** The server's result where it is another than the phone's. */
function outweighed(
  policy: SubsidyPolicy,
  phone: RuleAnswer | null,
  server: ServerAnswer | null,
): RuleAnswer | null {
  return phone !== null && server?.differs === true ? byServer(policy, server.view, phone) : phone
}

function checkOf({ training, certificate }: ServerAnswers): ServerCheck {
  if (training?.differs === true || certificate?.differs === true) return 'differs'
  return training !== null && certificate !== null ? 'agrees' : 'phone'
}
