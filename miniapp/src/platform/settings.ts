import Taro from '@tarojs/taro'

/** WeChat's own page of this mini-program's permissions and messages. Must be called straight from a tap. */
export async function openWechatSettings(): Promise<void> {
  await Taro.openSetting({ withSubscriptions: true })
}
