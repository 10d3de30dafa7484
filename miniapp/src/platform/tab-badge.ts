import Taro from '@tarojs/taro'

/** The number in a tab's corner; none at 0. */
export function showTabBadge(index: number, count: number): void {
  const shown =
    count === 0
      ? Taro.removeTabBarBadge({ index })
      : Taro.setTabBarBadge({ index, text: count > 99 ? '99+' : String(count) })
  // Refused while another page lies on top of the tab; it is said again when the tab comes back into view.
  shown.catch(() => undefined)
}
