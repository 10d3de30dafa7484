import { Text, View } from '@tarojs/components'
import {
  deliveryChannelLabels,
  deliveryStateLabels,
  type DeliveryRecordView,
  type DeliveryState,
} from '#shared/notifications'
import { PlainButton } from '../../../components/primary-button'
import { StatusTag, type Tone } from '../../../components/status-tag'
import { dayAndTime } from '../../../theme/dates'
import { reasonWords } from './reason-words'
import './ledger-entry.scss'

const tones: Record<DeliveryState, Tone> = {
  pending: 'wait',
  leased: 'wait',
  sending: 'wait',
  sent: 'ok',
  unknown: 'quiet',
  failed: 'quiet',
  dead: 'stop',
}

export interface LedgerEntryProps {
  item: DeliveryRecordView
  busy: boolean
  onAgain: (deliveryId: string) => void
}

/** One message, and what became of each of its copies. */
export function LedgerEntry({ item, busy, onAgain }: LedgerEntryProps) {
  return (
    <View className="ledger">
      <View className="ledger__head">
        <Text className="ledger__title">{item.title}</Text>
        <Text className="ledger__who">{item.personName}</Text>
      </View>
      <Text className="ledger__line">{dayAndTime(item.createdAt)}告诉的</Text>
      <Text className="ledger__line">
        {item.readAt === null ? '消息里还没看' : `${dayAndTime(item.readAt)}看过`}
      </Text>
      {item.copies.map((copy) => (
        <View key={copy.id} className="ledger__copy">
          <StatusTag
            tone={tones[copy.state]}
            text={`${deliveryChannelLabels[copy.channel]}：${deliveryStateLabels[copy.state]}`}
          />
          {copy.reason !== null && <Text className="ledger__reason">{reasonWords(copy.reason)}</Text>}
          {copy.state === 'dead' && (
            <PlainButton text="再发一次" busy={busy} onTap={() => onAgain(copy.id)} />
          )}
        </View>
      ))}
    </View>
  )
}
