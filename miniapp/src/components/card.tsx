import type { PropsWithChildren, ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { Icon, type IconName } from './icon'
import { Tappable } from './tappable'
import './card.scss'

/** A sheet of paper on the ground. `title` is its heading; `aside` stands at the heading's right. */
export function Card({ title, aside, children }: PropsWithChildren<{ title?: string; aside?: ReactNode }>) {
  return (
    <View className="card">
      {title !== undefined && (
        <View className="card__head">
          <Text className="card__title">{title}</Text>
          {aside}
        </View>
      )}
      {children}
    </View>
  )
}

export interface ListRowProps {
  title: string
  /** Second line, in the secondary colour. */
  note?: string
  /** At the right edge: an amount, a tag, a value. */
  end?: ReactNode
  icon?: IconName
  /** With it the row can be tapped and shows a chevron. */
  onTap?: () => void
}

/** One line of a list inside a card. Long titles break; nothing is cut off. */
export function ListRow({ title, note, end, icon, onTap }: ListRowProps) {
  const content = (
    <>
      {icon && (
        <View className="list-row__icon">
          <Icon name={icon} />
        </View>
      )}
      <View className="list-row__main">
        <View className="list-row__text">
          <Text className="list-row__title">{title}</Text>
          {note !== undefined && note !== '' && <Text className="list-row__note">{note}</Text>}
        </View>
        {end !== undefined && <View className="list-row__end">{end}</View>}
      </View>
      {onTap && (
        <View className="list-row__chevron">
          <Icon name="forward" size="s" />
        </View>
      )}
    </>
  )
  if (!onTap) return <View className="list-row">{content}</View>
  return (
    <Tappable className="list-row" role="link" onTap={onTap}>
      {content}
    </Tappable>
  )
}

/** Name and value, side by side: the lines of a receipt. */
export function Fact({ label, children }: PropsWithChildren<{ label: string }>) {
  return (
    <View className="fact">
      <Text className="fact__label">{label}</Text>
      <View className="fact__value">{children}</View>
    </View>
  )
}
