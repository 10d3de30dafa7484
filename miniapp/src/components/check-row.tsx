import type { PropsWithChildren, ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Icon } from './icon'
import { Tappable } from './tappable'
import './check-row.scss'

export interface CheckRowProps {
  checked: boolean
  /** What is ticked, in words, for screen readers. */
  label: string
  disabled?: boolean
  onToggle: () => void
  /** At the right edge, outside of what ticks: something that is tapped by itself. */
  aside?: ReactNode
}

/** A line with a box to tick. The whole line ticks, so that a thumb need not aim. */
export function CheckRow({
  checked,
  label,
  disabled,
  onToggle,
  aside,
  children,
}: PropsWithChildren<CheckRowProps>) {
  return (
    <View className={`check-row ${disabled ? 'check-row--still' : ''}`}>
      <Tappable
        className="check-row__main"
        role="checkbox"
        label={label}
        checked={checked}
        disabled={disabled === true}
        onTap={onToggle}
      >
        <View className={`check-row__box ${checked ? 'check-row__box--ticked' : ''}`}>
          {checked && <Icon name="check" size="s" />}
        </View>
        <View className="check-row__content">{children}</View>
      </Tappable>
      {aside}
    </View>
  )
}
