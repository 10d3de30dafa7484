import { Text, View } from '@tarojs/components'
import type { NotificationView } from '#shared/notifications'
import { PaidAmount } from '../../components/amount'
import { Icon } from '../../components/icon'
import { Tappable } from '../../components/tappable'
import { canSpeak } from '../../platform/speech'
import { dayAndTime } from '../../theme/dates'
import { noticeIcons } from './notice-icons'
import './message.scss'

export interface MessageProps {
  message: NotificationView
  onTap: () => void
  onRead: () => void
}

/** One message; unread ones carry a word for it, not only a dot. News of money can be read large, and aloud. */
export function Message({ message, onTap, onRead }: MessageProps) {
  const unread = message.readAt === null
  return (
    <View className="message-row">
      <Tappable
        className={`message message--${message.kind}`}
        role="link"
        label={`${unread ? '未读，' : ''}${message.title}。${message.body}`}
        onTap={onTap}
      >
        <View className="message__icon">
          <Icon name={noticeIcons[message.kind]} />
        </View>
        <View className="message__text">
          <View className="message__head">
            <Text className={`message__title ${unread ? 'message__title--unread' : ''}`}>
              {message.title}
            </Text>
            {unread && <Text className="message__new">未读</Text>}
          </View>
          {message.kind === 'payout' && message.amountFen !== null && <PaidAmount fen={message.amountFen} />}
          <Text className="message__body">{message.body}</Text>
          <Text className="message__at">{dayAndTime(message.createdAt)}</Text>
        </View>
      </Tappable>
      {message.kind === 'payout' && (
        <Tappable className="message-row__read" label={`大字看：${message.title}`} onTap={onRead}>
          <Text>{canSpeak() ? '大字看、读给我听' : '大字看'}</Text>
          <Icon name="forward" size="s" />
        </Tappable>
      )}
    </View>
  )
}
