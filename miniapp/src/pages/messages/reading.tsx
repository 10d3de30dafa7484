import { useEffect, useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { NotificationView } from '#shared/notifications'
import { PlainButton, PrimaryButton } from '../../components/primary-button'
import { Sheet } from '../../components/sheet'
import { canSpeak, speak, stopSpeaking } from '../../platform/speech'
import { dayAndTime } from '../../theme/dates'
import './reading.scss'

export interface ReadingProps {
  /** Null = closed. */
  message: NotificationView | null
  onClose: () => void
  onGo: (message: NotificationView) => void
}

/** A message for those who read slowly: large, plain, and aloud where the phone has a voice. */
export function Reading({ message, onClose, onGo }: ReadingProps) {
  const [isSpeaking, setSpeaking] = useState(false)
  useEffect(() => stopSpeaking, [])
  if (message === null) return null
  const close = () => {
    stopSpeaking()
    setSpeaking(false)
    onClose()
  }
  const toggle = () => {
    if (isSpeaking) stopSpeaking()
    else speak(`${message.title}。${message.body}`, () => setSpeaking(false))
    setSpeaking(!isSpeaking)
  }
  return (
    <Sheet title="大字看" open onClose={close}>
      <View className="reading">
        <Text className="reading__title">{message.title}</Text>
        <Text className="reading__body" userSelect>
          {message.body}
        </Text>
        <Text className="reading__at">{dayAndTime(message.createdAt)}</Text>
      </View>
      {canSpeak() && <PlainButton text={isSpeaking ? '先不读了' : '读给我听'} onTap={toggle} />}
      <PrimaryButton
        text="去看看"
        onTap={() => {
          close()
          onGo(message)
        }}
      />
    </Sheet>
  )
}
