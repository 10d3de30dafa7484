import { memo, useEffect, useMemo, useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { TradeHit, TradeMatchResult, TradeQuestion } from '#shared/trade-match'
import { Card } from '../../components/card'
import { ChoiceChips } from '../../components/choice-chips'
import { Notice } from '../../components/notice'
import { PlainButton } from '../../components/primary-button'
import { TradeRow } from '../../components/trade-row'
import { isH5 } from '../../platform/target'
import { basisOf } from '../../policies/basis'
import { fieldOf } from '../../policies/named-fields'
import { open } from '../../routes'
import { everything, tradesUnder } from '../../trades/catalogue'
import { families } from '../../trades/families'
import { searchTrades } from '../../trades/trade-search'
import { noteUnmet } from '../../trades/unmet-searches'
import { QuietLine } from './quiet-line'
import { NoneOfThese, OtherWays, shortened } from './none-of-these'
import { scrollPage } from '../../platform/scroll'

/** The answer to a question that has none of it. */
const NONE = '都不是'
/** Words that have stood this long were meant, in milliseconds. */
const PAUSE_MS = 3_000

/** So long the other ways to look wait while somebody types on: most words pass through nothing on their way to a trade. */
const OTHER_WAYS_MS = 500

/**
 * What the annex has for a person's own words; worked out on the phone, so it also answers without a network. Drawn
 * again only for other words: a key pressed meanwhile does not wait for the rows of the last one.
 */
export const SearchResults = memo(function SearchResults({ words }: { words: string }) {
  const result = useMemo(() => searchTrades(words), [words])
  return (
    <View className="results" {...(isH5 ? { 'aria-live': 'polite' } : {})}>
      {result.outcome === 'none' ? (
        <NothingFound words={words} nearest={result.nearest} advice={result.advice ?? ''} />
      ) : (
        // Another query is another question: the answer to the last one must not filter it.
        <Found key={words} words={words} result={result} />
      )}
    </View>
  )
})

function Found({ words, result }: { words: string; result: TradeMatchResult }) {
  const { hits, question, outcome } = result
  const [answer, setAnswer] = useState<string | null>(null)
  const [rejected, setRejected] = useState(false)
  const chosen = question?.options.find((option) => option.label === answer)
  const reject = () => {
    noteUnmet(words, 'none_of_these')
    setRejected(true)
    void scrollPage({ scrollTop: 0, duration: 0 })
  }
  if (rejected) return <NoneOfThese words={words} onBack={() => setRejected(false)} />
  return (
    <>
      {question && !chosen && (
        <Card title={question.text}>
          <ChoiceChips
            label={question.text}
            choices={[...question.options.map(({ label }) => label), NONE].map(asChoice)}
            value={null}
            onChange={(label) => (label === NONE ? reject() : setAnswer(label))}
          />
        </Card>
      )}
      {chosen && (
        // The question makes room: on a small screen its rows would be out of sight.
        <QuietLine text={`您选了“${chosen.label}”`} action="重选" onTap={() => setAnswer(null)} />
      )}
      <Hits hits={chosen ? chosenHits(chosen, hits) : hits} />
      {(chosen || !question) && (
        <PlainButton text={chosen || outcome === 'answer' ? '不是这个' : NONE} onTap={reject} />
      )}
    </>
  )
}

const asChoice = (label: string) => ({ value: label, label })

/** The rows behind an answer; that the worker chose it is now the reason. */
function chosenHits(
  { label, seqs }: TradeQuestion['options'][number],
  hits: readonly TradeHit[],
): TradeHit[] {
  return seqs.map((seq) => ({
    seq,
    score: hits.find((hit) => hit.seq === seq)?.score ?? 0,
    reason: { kind: 'pattern', matched: label, by: label, text: `您选的“${label}”` },
  }))
}

function Hits({ hits, quiet }: { hits: readonly TradeHit[]; quiet?: boolean }) {
  return (
    <Card>
      {families(hits).map(({ hit, trade, also }) => (
        <TradeRow
          key={hit.seq}
          trade={trade}
          also={also}
          basis={basisOf(hit.seq)}
          {...(quiet ? {} : { reason: hit.reason.text })}
          onTap={() => void open('trade', { seq: String(hit.seq) })}
        />
      ))}
    </Card>
  )
}

function NothingFound(props: { words: string; nearest: readonly TradeHit[]; advice: string }) {
  const { words, nearest, advice } = props
  const field = fieldOf(words, advice)
  const [lingers, setLingers] = useState(false)
  useEffect(() => {
    const lingering = setTimeout(() => setLingers(true), OTHER_WAYS_MS)
    const noting = setTimeout(() => noteUnmet(words, 'none'), PAUSE_MS)
    return () => {
      clearTimeout(lingering)
      clearTimeout(noting)
    }
  }, [words])
  return (
    <>
      <Notice
        tone="wait"
        title={`目录的${String(tradesUnder(everything).length)}个工种里没有“${shortened(words)}”`}
      >
        {advice}
      </Notice>
      {field !== null && (
        <PlainButton
          text={`做${field}的，看看该怎么问`}
          onTap={() => void open('estimate', { sector: field })}
        />
      )}
      {nearest.length > 0 && (
        <>
          <Text className="results__heading">相近的工种</Text>
          <Hits hits={nearest} quiet />
        </>
      )}
      {lingers && <OtherWays words={words} />}
    </>
  )
}
