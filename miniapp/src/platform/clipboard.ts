import Taro from '@tarojs/taro'
import { toast } from './toast'

/** Copies a text; WeChat says so itself. False when the phone would not: the person is told what to do instead. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await Taro.setClipboardData({ data: text })
    return true
  } catch {
    toast('没有复制成功，请长按选中文字再复制')
    return false
  }
}
