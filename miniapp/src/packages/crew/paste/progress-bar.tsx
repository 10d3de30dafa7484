import { Text, View } from '@tarojs/components'
import { isH5 } from '../../../platform/target'
import './progress-bar.scss'

/** How much of something is done, as a bar and in numbers. */
export function ProgressBar({ done, total }: { done: number; total: number }) {
  const percent = total === 0 ? 100 : Math.floor((done * 100) / total)
  return (
    <View
      className="progress"
      {...(isH5 ? { role: 'progressbar', 'aria-valuenow': percent, 'aria-label': '加了多少人' } : {})}
    >
      <View className="progress__track">
        <View className="progress__done" style={{ width: `${percent}%` }} />
      </View>
      <Text className="progress__words">
        {done}人，共{total}人
      </Text>
    </View>
  )
}
