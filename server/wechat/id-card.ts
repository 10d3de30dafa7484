import * as v from 'valibot'
import { lostAnswer, toWechatError } from './wechat-errors'
import type { CallWechat } from './wechat-transport'

/** What WeChat reads in a photo; `null` = no identity card is to be seen, or the picture cannot be read. */
export type WechatIdCard =
  | { side: 'front'; name: string; number: string }
  /** The side with the emblem, which tells nobody's name. */
  | { side: 'back' }
  | null

const front = v.object({ type: v.literal('Front'), name: v.string(), id: v.string() })
const back = v.object({ type: v.literal('Back') })
const answerFields = v.union([front, back])

/** 101001: no card found. 101002: the picture is none that WeChat can read. Both are about the photo, not about us. */
const ABOUT_THE_PHOTO: readonly (number | null)[] = [101_001, 101_002]

/**
 * Has WeChat read an identity card, by `/cv/ocr/idcard` with the picture in the body (its own download by address would
 * need the photo to lie on the web). One account has a hundred readings a day and each is somebody's photo on its way, so
 * nothing is repeated.
 * @throws WechatError `quota_exhausted`, `rate_limited`, `unavailable` or `misconfigured`
 */
export function createReadIdCard(deps: {
  call: CallWechat
  timeoutMs: number
}): (photo: Uint8Array) => Promise<WechatIdCard> {
  return async (photo) => {
    const answer = await deps.call({
      path: '/cv/ocr/idcard',
      query: { type: 'photo' },
      file: { field: 'img', bytes: photo },
      timeoutMs: deps.timeoutMs,
    })
    if (!answer.ok) {
      if (ABOUT_THE_PHOTO.includes(answer.errcode)) return null
      throw toWechatError('identity card', answer)
    }
    const read = v.safeParse(answerFields, answer.fields)
    if (!read.success) throw toWechatError('identity card', lostAnswer(true))
    if (read.output.type === 'Back') return { side: 'back' }
    return { side: 'front', name: read.output.name, number: read.output.id }
  }
}
