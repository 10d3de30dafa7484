import { useState } from 'react'
import { useDidHide, useDidShow } from '@tarojs/taro'

/** Whether this page is the one on the screen: those below it in the stack live on, unseen. */
export function useShown(): boolean {
  const [shown, setShown] = useState(true)
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  return shown
}
