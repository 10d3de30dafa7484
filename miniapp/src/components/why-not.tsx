import { Text, View } from '@tarojs/components'
import './why-not.scss'

/** Why the button below cannot be tapped now: what is missing, in one line. Nothing when there is nothing to say. */
export function WhyNot({ text }: { text: string }) {
  if (text === '') return null
  return (
    <View className="why-not">
      <Text>{text}</Text>
    </View>
  )
}
