import { Text, View } from '@tarojs/components'
import { isH5 } from '../platform/target'
import type { Choice } from './choice-chips'
import { Tappable } from './tappable'
import './segment-tabs.scss'

export interface SegmentTabsProps<T extends string> {
  /** What the tabs divide, for screen readers. */
  label: string
  tabs: readonly Choice<T>[]
  value: T
  onChange: (value: T) => void
}

/** Two or three views of one page, side by side; the chosen one is underlined, not only coloured. */
export function SegmentTabs<T extends string>({ label, tabs, value, onChange }: SegmentTabsProps<T>) {
  return (
    <View className="segments" {...(isH5 ? { role: 'tablist', 'aria-label': label } : {})}>
      {tabs.map((tab) => (
        <Tappable
          key={tab.value}
          className={`segments__tab ${tab.value === value ? 'segments__tab--chosen' : ''}`}
          role="tab"
          label={tab.label}
          checked={tab.value === value}
          onTap={() => onChange(tab.value)}
        >
          <Text>{tab.label}</Text>
        </Tappable>
      ))}
    </View>
  )
}
