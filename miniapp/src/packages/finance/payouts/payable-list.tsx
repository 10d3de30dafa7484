import { Text, View } from '@tarojs/components'
import { formatLedger } from '#shared/money'
import type { PayableListView } from '#shared/payouts'
import { Card } from '../../../components/card'
import { CheckRow } from '../../../components/check-row'
import { ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { WhyNot } from '../../../components/why-not'
import { useOnline } from '../../../platform/network'
import { Sum } from '../sum'
import { PayableItem } from './payable-item'
import { StoppedPayable } from './stopped-payable'
import { most, type NewBatch } from './use-new-batch'
import './payable-list.scss'

export interface PayableListProps {
  list: PayableListView
  batch: NewBatch
  onChange: () => void
}

/** Claims that both bureaus have passed, longest waiting first. */
export function PayableList({ list, batch, onChange }: PayableListProps) {
  const ids = batch.chosen.map((item) => item.claimId)
  const free = list.items.filter((item) => item.stops.length === 0)
  const stopped = list.items.filter((item) => item.stops.length > 0)
  const all = free.slice(0, most).map((item) => item.claimId)
  const everything = all.length > 0 && all.every((id) => ids.includes(id))
  const toggle = (id: string) =>
    batch.choose(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id])
  return (
    <>
      {free.length > 0 && (
        <Card>
          <CheckRow checked={everything} label="全选" onToggle={() => batch.choose(everything ? [] : all)}>
            <View className="payable__line">
              <Text className="payable__all">
                全选（{free.length > most ? `一批最多${String(most)}笔` : `${String(free.length)}笔`}）
              </Text>
              <Sum fen={list.totalFen} />
            </View>
          </CheckRow>
          {free.map((item) => (
            <CheckRow
              key={item.claimId}
              checked={ids.includes(item.claimId)}
              label={`${item.claimantMasked}，${formatLedger(item.amountFen)}元`}
              disabled={ids.length >= most && !ids.includes(item.claimId)}
              onToggle={() => toggle(item.claimId)}
            >
              <PayableItem item={item} />
            </CheckRow>
          ))}
        </Card>
      )}
      {stopped.length > 0 && (
        <Card title={`先不能打（${String(stopped.length)}笔）`}>
          {stopped.map((item) => (
            <StoppedPayable key={item.claimId} item={item} onChange={onChange} />
          ))}
        </Card>
      )}
    </>
  )
}

/** How many and how much, and the one button. */
export function BatchBar({ batch }: { batch: NewBatch }) {
  const online = useOnline()
  const count = batch.chosen.length
  return (
    <View className="payable__bar">
      <ProblemNotice problem={batch.create.problem ?? batch.fill.problem} />
      <WhyNot text={online ? (count === 0 ? '先勾选要打款的申领' : '') : '没有网络，连上网再组批。'} />
      {count > 0 && (
        <View className="payable__line">
          <Text>已选{count}笔，合计</Text>
          <Sum fen={batch.totalFen} strong />
        </View>
      )}
      <PrimaryButton
        text="组成一批"
        busy={batch.create.busy}
        disabled={count === 0 || !online}
        onTap={() => void batch.create.run(batch.chosen)}
      />
      {batch.openBatch && count > 0 && (
        <PlainButton
          text={`加到没定的${batch.openBatch.batchNo}`}
          busy={batch.fill.busy}
          disabled={!online}
          onTap={() => batch.openBatch && void batch.fill.run(batch.chosen, batch.openBatch)}
        />
      )}
    </View>
  )
}
