import { Text, View } from '@tarojs/components'
import { Tappable } from '../../components/tappable'

/** What has been said already, and the way to say it otherwise. */
export function QuietLine({ text, action, onTap }: { text: string; action: string; onTap: () => void }) {
  return (
    <View className="quiet-line">
      <Text className="quiet-line__text">{text}</Text>
      <Tappable className="quiet-line__action" label={action} onTap={onTap}>
        <Text>{action}</Text>
      </Tappable>
    </View>
  )
}
