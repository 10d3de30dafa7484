import Taro from '@tarojs/taro'

/** A few words that go away by themselves. @param icon a tick for what has been done; seven characters fit beside it */
export function toast(title: string, icon: 'success' | 'none' = 'none'): void {
  void Taro.showToast({ title, icon })
}
