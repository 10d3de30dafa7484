import Taro from '@tarojs/taro'
import { colours } from '../theme/tokens'

export interface Question {
  title: string
  /** What will happen, so that nobody says yes to something else. */
  content: string
  /** At most four characters: WeChat refuses more. */
  yes: string
  /** The other answer, 再看看 unless said otherwise; at most four characters. */
  no?: string
  /** It cannot be taken back, or somebody loses something. */
  grave?: boolean
}

/** Asks with the platform's own dialogue; false when the person would rather not. */
export async function confirmed({ title, content, yes, no = '再看看', grave }: Question): Promise<boolean> {
  const { confirm } = await Taro.showModal({
    title,
    content,
    confirmText: yes,
    cancelText: no,
    confirmColor: grave ? colours.stop : colours.brand,
    cancelColor: colours['ink-2'],
  })
  return confirm
}
