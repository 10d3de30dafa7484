import { useRouter } from '@tarojs/taro'
import type { PageName, Pages } from '../routes'

/** What the page was told when it was opened: `useParam('trade', 'seq')`. Empty when a link was mutilated. */
export function useParam<P extends PageName>(_page: P, name: keyof Pages[P] & string): string {
  const text = useRouter().params[name] ?? ''
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
