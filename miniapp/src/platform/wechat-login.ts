import Taro from '@tarojs/taro'

/** A one-time code that tells our server, and nobody else, who holds this phone. Shows nothing and asks nothing. */
export async function wechatLoginCode(): Promise<string> {
  return (await Taro.login()).code
}
