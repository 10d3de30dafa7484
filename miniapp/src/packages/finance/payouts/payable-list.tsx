import { Text, View } from '@tarojs/components'
import { formatLedger } from '#shared/money'
import type { PayableListView } from '#shared/payouts'
import { Card } from '../../../components/card'
import { CheckRow } from '../../../components/check-row'
import { ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { WhyNot } from '../../../components/why-not'
import { useOnline } from '../../../platform/network'
import { dayAndTime } from '../../../theme/dates'
import { tradeName } from '../../../trades/catalogue'
import { Sum } from '../sum'
import { most, type NewBatch, type Payable } from './use-new-batch'
import './payable-list.scss'

export interface PayableListProps {
  list: PayableListView
  batch: NewBatch
}

/** Claims that both bureaus have passed, longest waiting first. */
export function PayableList({ list, batch }: PayableListProps) {
  const ids = batch.chosen.map((item) => item.claimId)
  const all = list.items.slice(0, most).map((item) => item.claimId)
  const everything = all.every((id) => ids.includes(id))
  const toggle = (id: string) =>
    batch.choose(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id])
  return (
    <Card>
      <CheckRow checked={everything} label="全选" onToggle={() => batch.choose(everything ? [] : all)}>
        <View className="payable__line">
          <Text className="payable__all">
            全选（{list.items.length > most ? `一批最多${String(most)}笔` : `${String(list.items.length)}笔`}
            ）
          </Text>
          <Sum fen={list.totalFen} />
        </View>
      </CheckRow>
      {list.items.map((item) => (
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
  )
}

function PayableItem({ item }: { item: Payable }) {
  return (
    <>
      <View className="payable__line">
        <Text className="payable__name">{item.claimantMasked}</Text>
        <Sum fen={item.amountFen} />
      </View>
      <Text className="payable__note">{tradeName(item.tradeSeq)}</Text>
      <Text className="payable__note">
        {item.bankName}，尾号{item.cardMasked.slice(-4)}
      </Text>
      <View className="payable__line">
        <Text className="payable__note">{item.claimNo}</Text>
        <Text className="payable__note">{dayAndTime(item.payableSince)}起</Text>
      </View>
    </>
  )
}

/** How many and how much, and the one button. */
export function BatchBar({ batch }: { batch: NewBatch }) {
  const online = useOnline()
  const count = batch.chosen.length
  return (
    <View className="payable__bar">
      <ProblemNotice problem={batch.create.problem} />
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
    </View>
  )
}
