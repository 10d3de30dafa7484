import { repeatWhileBusy, type Pausing } from './repeat-while-busy'
import { lostAnswer, toWechatError } from './wechat-errors'
import type { CallWechat } from './wechat-transport'

export interface MiniProgramCode {
  /** What the page finds in `options.scene`: 1 to 32 of WeChat's characters. An unguessable id, never a right by itself. */
  scene: string
  /** A page of the mini-program, without leading slash or query. */
  page: string
  version: 'release' | 'trial' | 'develop'
  /** Pixels, 280 to 1280. */
  width?: number
}

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/

/**
 * The round code that opens a page, as a picture (JPEG or PNG). It never expires, so whoever photographs it has it.
 * @throws RangeError for a scene that WeChat would refuse; WechatError as for every call
 */
export function createMiniProgramCode(
  deps: Pausing & { call: CallWechat; timeoutMs: number },
): (code: MiniProgramCode) => Promise<Uint8Array> {
  return async ({ scene, page, version, width = 430 }) => {
    if (!SCENE.test(scene)) throw new RangeError('A scene has 1 to 32 characters of those that WeChat allows')
    const body = { scene, page, env_version: version, check_path: version === 'release', width }
    const { timeoutMs } = deps
    const request = { path: '/wxa/getwxacodeunlimit', query: {}, body, timeoutMs, isQuotaOfMinute: true }
    const answer = await repeatWhileBusy(() => deps.call(request), deps)
    if (!answer.ok) throw toWechatError('mini-program code', answer)
    // A success without a picture is none: its text must not be kept as an image.
    if (answer.bytes === null) throw toWechatError('mini-program code', lostAnswer(true))
    return answer.bytes
  }
}
