import { useMemo, useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { ExplainedRule } from '#shared/claims'
import { programmeDate, useProgramme } from '../../api/programme'
import { Card } from '../../components/card'
import { ClauseQuotation } from '../../components/clause-quotation'
import { ExplanationLines, ExplanationNotes } from '../../components/rule-explanation'
import { StatusTag, type Tone } from '../../components/status-tag'
import { Tappable } from '../../components/tappable'
import { keep, readKept } from '../../platform/storage'
import { estimate, type Estimate } from '../../policies/estimate'
import type { Trade } from '../../trades/catalogue'
import { factsFrom, type Answers } from './answers'
import { Questions } from './questions'

const verdicts: Record<ExplainedRule['outcome'], { tone: Tone; text: string }> = {
  payable: { tone: 'ok', text: '您可以申领' },
  possible: { tone: 'wait', text: '答完就知道' },
  not_met: { tone: 'stop', text: '还不能领' },
  needs_office: { tone: 'wait', text: '要问窗口' },
}

/** 我能领吗: the rule as questions to answer in place; the verdict follows every answer, also without a network. */
export function MayIClaim({ trade }: { trade: Trade }) {
  const place = `draft:answers-${String(trade.seq)}`
  const [answers, setAnswers] = useState<Answers>(() => readKept<Answers>(place) ?? {})
  const today = programmeDate(useProgramme())
  const asked = useMemo(() => estimate(trade.seq, {}, today)?.needs ?? [], [trade.seq, today])
  const result = useMemo(() => estimate(trade.seq, factsFrom(answers), today), [trade.seq, answers, today])
  if (!result) return null

  const answer = (change: Answers) => {
    const next = { ...answers, ...change }
    keep(place, next)
    setAnswers(next)
  }
  const restart = () => {
    keep(place, {})
    setAnswers({})
  }
  const verdict = verdicts[result.rule.outcome]
  const touched = Object.keys(answers).length > 0
  return (
    <>
      <Card
        title="我能领吗？"
        aside={touched ? <StatusTag tone={verdict.tone} text={verdict.text} /> : undefined}
      >
        <Questions asked={asked} rule={result.rule} answers={answers} today={today} onAnswer={answer} />
        {touched && <Verdict of={result} tone={verdict.tone} onRestart={restart} />}
      </Card>
      <Basis of={result} />
    </>
  )
}

/** What the answers come to. Conditions that nobody has answered stand above as questions already. */
function Verdict({ of, tone, onRestart }: { of: Estimate; tone: Tone; onRestart: () => void }) {
  const settled = of.rule.lines.filter((line) => line.standing !== 'unknown')
  return (
    <View className={`verdict verdict--${tone}`}>
      {of.rule.outcome !== 'possible' && <Text className="verdict__next">{of.next}</Text>}
      <ExplanationLines lines={settled} />
      <Tappable className="verdict__restart" onTap={onRestart}>
        <Text>重新回答</Text>
      </Tappable>
    </View>
  )
}

/** What the notice says, and what it leaves open. */
function Basis({ of }: { of: Estimate }) {
  return (
    <Card title="依据" aside={of.inferred ? <InferredMark /> : undefined}>
      <View className="trade-basis">
        <ClauseQuotation clause={of.rule.clause} quotation={of.rule.quotation} />
        <ExplanationNotes flags={of.rule.flags} />
      </View>
    </Card>
  )
}

/** The annex prints a sum but not the clause behind it; where we concluded the clause, we say so (A5). */
function InferredMark() {
  return <Text className="inferred">推定</Text>
}
