import type { PropsWithChildren } from 'react'
import { Text, View } from '@tarojs/components'
import { Icon } from '../../../components/icon'
import { Tappable } from '../../../components/tappable'
import './fold.scss'

export interface FoldProps {
  title: string
  note?: string
  /** How many places inside were changed, and how many are wrong. */
  counts: Counts
  open: boolean
  onToggle: () => void
}
export interface Counts {
  readonly changed: number
  readonly wrong: number
}

/** A thing with many fields, closed until it is wanted: a version has hundreds of them. */
export function Fold({ title, note, counts, open, onToggle, children }: PropsWithChildren<FoldProps>) {
  return (
    <View className={`fold ${open ? 'fold--open' : ''}`}>
      <Tappable className="fold__head" label={`${open ? '收起' : '展开'}：${title}`} onTap={onToggle}>
        <View className="fold__text">
          <Text className="fold__title">{title}</Text>
          {note !== undefined && note !== '' && <Text className="fold__note">{note}</Text>}
        </View>
        <CountTags counts={counts} />
        <View className={`fold__mark ${open ? 'fold__mark--open' : ''}`}>
          <Icon name="forward" size="s" />
        </View>
      </Tappable>
      {open && <View className="fold__body">{children}</View>}
    </View>
  )
}

/** `改2` and `错1`, as words: colour alone says nothing. */
export function CountTags({ counts }: { counts: Counts }) {
  return (
    <View className="counts">
      {counts.changed > 0 && <Text className="counts__changed">改{counts.changed}</Text>}
      {counts.wrong > 0 && <Text className="counts__wrong">错{counts.wrong}</Text>}
    </View>
  )
}
