import { useMemo, useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { ExplainedRule } from '#shared/claims'
import type { Trade } from '#shared/trades'
import { programmeDate, useProgramme } from '../../api/programme'
import { Card } from '../../components/card'
import { RuleExplanation } from '../../components/rule-explanation'
import { StatusTag, type Tone } from '../../components/status-tag'
import { PlainButton } from '../../components/primary-button'
import { keep, readKept } from '../../platform/storage'
import { estimate } from '../../policies/estimate'
import { factsFrom, type Answers } from './answers'
import { Questions } from './questions'

const verdicts: Record<ExplainedRule['outcome'], { tone: Tone; text: string }> = {
  payable: { tone: 'ok', text: '您可以申领' },
  possible: { tone: 'wait', text: '答完就知道' },
  not_met: { tone: 'stop', text: '还差一点' },
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
    <Card
      title="我能领吗？"
      aside={touched ? <StatusTag tone={verdict.tone} text={verdict.text} /> : undefined}
    >
      <Questions asked={asked} rule={result.rule} answers={answers} today={today} onAnswer={answer} />
      {touched && result.rule.outcome !== 'possible' && (
        <View className={`verdict verdict--${verdict.tone}`}>
          <Text>{result.next}</Text>
        </View>
      )}
      <View className="trade-basis">
        {result.inferred && <InferredMark />}
        <RuleExplanation rule={result.rule} />
      </View>
      {touched && <PlainButton text="重新回答" onTap={restart} />}
    </Card>
  )
}

/** The annex prints a sum but not the clause behind it; where we concluded the clause, we say so (A5). */
function InferredMark() {
  return (
    <View className="inferred">
      <Text className="inferred__word">推定</Text>
      <Text className="inferred__text">附件没写按哪一条发，这里按下面这条算</Text>
    </View>
  )
}
