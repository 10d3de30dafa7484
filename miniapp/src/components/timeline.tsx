import { Text, View } from '@tarojs/components'
import type { TimelineStep } from '#shared/claims'
import { dayAndTime } from '../theme/dates'
import { Icon, type IconName } from './icon'
import './timeline.scss'

const icons: Record<TimelineStep['standing'], IconName | null> = {
  done: 'check',
  current: 'clock',
  stopped: 'alert',
  upcoming: null,
}
const words: Record<TimelineStep['standing'], string> = {
  done: '已完成',
  current: '正在办',
  stopped: '停在这里',
  upcoming: '还没到',
}

/** The way of a claim, from top to bottom: done with its time, now with who has it, to come in grey. */
export function Timeline({ steps }: { steps: readonly TimelineStep[] }) {
  return (
    <View className="timeline">
      {steps.map((step) => (
        <View key={step.key} className={`timeline__step timeline__step--${step.standing}`}>
          <View className="timeline__mark">{markOf(step)}</View>
          <View
            className="timeline__text"
            ariaLabel={`${step.label}，${words[step.standing]}，${step.detail}`}
          >
            <Text className="timeline__label">{step.label}</Text>
            {step.at !== null && <Text className="timeline__at">{dayAndTime(step.at)}</Text>}
            {step.detail !== '' && <Text className="timeline__detail">{step.detail}</Text>}
          </View>
        </View>
      ))}
    </View>
  )
}

function markOf(step: TimelineStep) {
  const name = icons[step.standing]
  return name && <Icon name={name} size="s" />
}
