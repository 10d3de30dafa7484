import { Text, View } from '@tarojs/components'
import { dayAndTime } from '../../../theme/dates'
import { tradeName } from '../../../trades/catalogue'
import { Sum } from '../sum'
import type { Payable } from './use-new-batch'
import './payable-list.scss'

/** To whom, how much, for what, to which card, and since when. */
export function PayableItem({ item }: { item: Payable }) {
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
