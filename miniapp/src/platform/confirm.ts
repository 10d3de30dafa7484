import Taro from '@tarojs/taro'
import { colours } from '../theme/tokens'

export interface Question {
  title: string
  /** What will happen, so that nobody says yes to something else. */
  content: string
  /** At most four characters: WeChat refuses more. */
  yes: string
  /** It cannot be taken back, or somebody loses something. */
  grave?: boolean
}

/** Asks with the platform's own dialogue; false when the person would rather not. */
export async function confirmed({ title, content, yes, grave }: Question): Promise<boolean> {
  const { confirm } = await Taro.showModal({
    title,
    content,
    confirmText: yes,
    cancelText: '再看看',
    confirmColor: grave ? colours.stop : colours.brand,
    cancelColor: colours['ink-2'],
  })
  return confirm
}
