import type { ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { back } from '../routes'
import { Icon, type IconName } from './icon'
import { PlainButton } from './primary-button'
import './empty.scss'

export interface EmptyMessage {
  icon: IconName
  /** Why there is nothing. */
  title: string
  /** What to do about it. */
  text: string
  /** At most one button. */
  action?: ReactNode
}

/** Nothing here: why, and what to do. */
export function Empty({ icon, title, text, action }: EmptyMessage) {
  return (
    <View className="state">
      <View className="state__icon">
        <Icon name={icon} size="l" />
      </View>
      <Text className="state__title">{title}</Text>
      <Text className="state__text">{text}</Text>
      {action && <View className="state__action">{action}</View>}
    </View>
  )
}

/** A page that has nothing for this reader: why, and the way back. */
export function DeadEnd({ title, text }: { title: string; text: string }) {
  return (
    <Empty
      icon="alert"
      title={title}
      text={text}
      action={<PlainButton text="返回" onTap={() => void back()} />}
    />
  )
}
