import Taro from '@tarojs/taro'

/** By how much the phone enlarges texts. WeChat does not enlarge our pages with them; a browser does so by itself. */
export function systemTextScale(): number {
  if (process.env.TARO_ENV !== 'weapp') return 1
  const { fontSizeScaleFactor } = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number }
  return fontSizeScaleFactor ?? 1
}
