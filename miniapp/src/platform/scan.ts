import Taro from '@tarojs/taro'
import { isH5 } from './target'

/** Whether there is a camera that reads codes: in a browser the code is typed. */
export const canScan = !isH5

/** What a code says that the person holds the camera to; null when they change their mind. Never from an old picture. */
export async function scanCode(): Promise<string | null> {
  try {
    return (await Taro.scanCode({ onlyFromCamera: true, scanType: ['qrCode'] })).result
  } catch (reason) {
    if (isCancelled(reason)) return null
    throw reason
  }
}

function isCancelled(reason: unknown): boolean {
  return (
    typeof reason === 'object' &&
    reason !== null &&
    'errMsg' in reason &&
    /cancel/.test(String(reason.errMsg))
  )
}
