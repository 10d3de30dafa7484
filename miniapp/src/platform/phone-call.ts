import Taro from '@tarojs/taro'

/** Hands a number to the platform's own dialler, where the person still decides whether to call. */
export function callNumber(phoneNumber: string): void {
  // Whoever closes the dialler has changed their mind; there is nothing to say about it.
  void Taro.makePhoneCall({ phoneNumber }).catch(() => undefined)
}
