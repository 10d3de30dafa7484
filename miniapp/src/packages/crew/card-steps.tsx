import type { PropsWithChildren } from 'react'
import { View } from '@tarojs/components'
import './card-steps.scss'

/** What can be done, below what a card says. */
export function CardSteps({ children }: PropsWithChildren) {
  return <View className="card-steps">{children}</View>
}
