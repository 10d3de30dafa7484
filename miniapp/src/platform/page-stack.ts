import Taro from '@tarojs/taro'

/** WeChat refuses an eleventh page. */
const DEEPEST = 10

/** How many pages lie on one another. */
export function pageDepth(): number {
  return Taro.getCurrentPages().length
}

/** Opens a page on top of this one; when the stack is full, in the place of this one. */
export async function pushPage(url: string): Promise<void> {
  if (pageDepth() >= DEEPEST) await Taro.redirectTo({ url })
  else await Taro.navigateTo({ url })
}

/** Opens a page in the place of this one. */
export async function replacePage(url: string): Promise<void> {
  await Taro.redirectTo({ url })
}

/** Opens a page of the tab bar; whatever lay on it is closed. */
export async function switchTab(url: string): Promise<void> {
  await Taro.switchTab({ url })
}

/** Closes every page, those of the tab bar too, and opens this one. */
export async function onlyPage(url: string): Promise<void> {
  await Taro.reLaunch({ url })
}

/** Back to the page below. */
export async function popPage(): Promise<void> {
  await Taro.navigateBack()
}
