import Taro from '@tarojs/taro'

/** Moves the page. @param where a place or an element of it, in pixels and milliseconds */
export async function scrollPage(where: Taro.pageScrollTo.Option): Promise<void> {
  await Taro.pageScrollTo(where)
}
