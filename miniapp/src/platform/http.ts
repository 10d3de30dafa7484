import Taro from '@tarojs/taro'

/** One HTTP request as the platform sends it: any status is an answer, only a broken line rejects. */
export function request(options: Taro.request.Option): Promise<{ statusCode: number; data: unknown }> {
  return Taro.request<unknown>(options)
}
