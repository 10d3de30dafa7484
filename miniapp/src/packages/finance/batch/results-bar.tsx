import { Text, View } from '@tarojs/components'
import type { BatchView } from '#shared/payouts'
import { ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { WhyNot } from '../../../components/why-not'
import { useOnline } from '../../../platform/network'
import { lineError, openEntries, resultsOf, tallyOf } from '../bank-results'
import { Sum } from '../sum'
import type { BankResults } from '../use-bank-results'
import './results-bar.scss'

export interface ResultsBarProps {
  batch: BatchView
  results: BankResults
}

/** What is about to be recorded, in counts and sums, and the one button. Several lines go together or not at all. */
export function ResultsBar({ batch, results }: ResultsBarProps) {
  const online = useOnline()
  const ready = resultsOf(batch, results.entered)
  const tally = tallyOf(batch, ready)
  const unfinished = openEntries(batch, results.entered).find(({ entry }) => lineError(entry) !== undefined)
  return (
    <View className="results-bar">
      <ProblemNotice problem={results.save.problem} />
      {(['paid', 'failed'] as const).map(
        (outcome) =>
          tally[outcome].count > 0 && (
            <View key={outcome} className="results-bar__line">
              <Text>
                {outcome === 'paid' ? '到账' : '失败'}
                {tally[outcome].count}笔
              </Text>
              <Sum fen={tally[outcome].fen} />
            </View>
          ),
      )}
      <WhyNot text={whyNot(online, ready.length, unfinished)} />
      <PrimaryButton
        text={ready.length === 0 ? '登记结果' : `登记${String(ready.length)}笔结果`}
        busy={results.save.busy}
        busyText="正在登记…"
        disabled={ready.length === 0 || unfinished !== undefined || !online}
        onTap={() => void results.save.run(batch, ready)}
      />
    </View>
  )
}

function whyNot(
  online: boolean,
  ready: number,
  unfinished: ReturnType<typeof openEntries>[number] | undefined,
): string {
  if (!online) return '没有网络。您填的都留着，连上网再登记。'
  if (unfinished) return `${unfinished.payment.claimantMasked}这笔：${lineError(unfinished.entry) ?? ''}`
  return ready === 0 ? '在上面选到账或失败，有结果的先登记，不用等齐。' : ''
}
