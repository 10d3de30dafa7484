import { View } from '@tarojs/components'
import type icons from '../theme/icons.json'
import './icon.scss'

/** Names of `theme/icons.json`; the build draws each as a class `icon--name`. */
export type IconName = keyof typeof icons

/**
 * A line icon in the colour of the text around it, growing with the reader's type. Always beside words: it says
 * nothing to screen readers.
 */
export function Icon({ name, size = 'm' }: { name: IconName; size?: 's' | 'm' | 'l' }) {
  return <View className={`icon icon--${size} icon--${name}`} />
}
