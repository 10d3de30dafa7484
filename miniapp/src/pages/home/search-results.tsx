import { useDeferredValue, useMemo, useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { TradeHit, TradeQuestion } from '#shared/trade-match'
import { Card } from '../../components/card'
import { ChoiceChips } from '../../components/choice-chips'
import { Notice } from '../../components/notice'
import { TradeRow } from '../../components/trade-row'
import { isH5 } from '../../platform/target'
import { basisOf } from '../../policies/basis'
import { open } from '../../routes'
import { tradeOf } from '../../trades/catalogue'
import { tradeMatcher } from '../../trades/matcher'

/** What the annex has for a person's own words; worked out on the phone, so it also answers without a network. */
export function SearchResults({ query }: { query: string }) {
  const words = useDeferredValue(query.trim())
  const result = useMemo(() => tradeMatcher().match(words), [words])
  return (
    <View className="results" {...(isH5 ? { 'aria-live': 'polite' } : {})}>
      {result.outcome === 'none' ? (
        <NothingFound words={words} nearest={result.nearest} advice={result.advice ?? ''} />
      ) : (
        // Another query is another question: the answer to the last one must not filter it.
        <Found key={words} hits={result.hits} question={result.question} />
      )}
    </View>
  )
}

function Found({ hits, question }: { hits: readonly TradeHit[]; question: TradeQuestion | undefined }) {
  const [answer, setAnswer] = useState<string | null>(null)
  const chosen = question?.options.find((option) => option.label === answer)
  const shown = chosen ? chosenHits(chosen.seqs, hits) : hits
  return (
    <>
      {question && (
        <Card title={question.text}>
          <ChoiceChips
            label={question.text}
            choices={question.options.map(({ label }) => ({ value: label, label }))}
            value={answer}
            onChange={setAnswer}
          />
        </Card>
      )}
      <Hits hits={shown} />
    </>
  )
}

/** The rows behind an answer, those that the search had found first and with their reason. */
function chosenHits(seqs: readonly number[], hits: readonly TradeHit[]): TradeHit[] {
  const known = hits.filter((hit) => seqs.includes(hit.seq))
  const others = seqs.filter((seq) => known.every((hit) => hit.seq !== seq))
  return [
    ...known,
    ...others.map((seq) => ({
      seq,
      score: 0,
      reason: { kind: 'pattern' as const, matched: '', by: '', text: '按您选的' },
    })),
  ]
}

function Hits({ hits, quiet }: { hits: readonly TradeHit[]; quiet?: boolean }) {
  return (
    <Card>
      {hits.map(({ seq, reason }) => {
        const trade = tradeOf(seq)
        return (
          trade && (
            <TradeRow
              key={seq}
              trade={trade}
              basis={basisOf(seq)}
              {...(quiet ? {} : { reason: reason.text })}
              onTap={() => void open('trade', { seq: String(seq) })}
            />
          )
        )
      })}
    </Card>
  )
}

function NothingFound(props: { words: string; nearest: readonly TradeHit[]; advice: string }) {
  const { words, nearest, advice } = props
  return (
    <>
      <Notice tone="wait" title={`目录的181个工种里没有“${words}”`}>
        {advice}
      </Notice>
      {nearest.length > 0 && (
        <>
          <Text className="results__heading">相近的工种</Text>
          <Hits hits={nearest} quiet />
        </>
      )}
    </>
  )
}
