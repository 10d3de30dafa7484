import * as v from 'valibot'
import { personName } from '#shared/identity'
import { identityNumber } from '#shared/identity-documents'
import { MOST_PHOTO_BYTES, type IdCardReadingView } from '#shared/id-card-reading'
import { Problem } from '#shared/problem'
import type { WechatIdCard } from '../wechat/id-card'
import { WechatError } from '../wechat/wechat-errors'

/** Whoever reads cards: WeChat, or what stands in for it. */
export type ReadIdCard = (photo: Uint8Array) => Promise<WechatIdCard>

const byHand = '或者照着证件自己填'

/**
 * What stands on an identity card. The photo is passed on and let go: it is neither kept nor logged.
 * @throws Problem `unreadable_body` for what is no photo or shows no front, `body_too_large`, `too_many_requests`,
 *   `wechat_unavailable`; typing is always the other way
 */
export async function idCardIn(readIdCard: ReadIdCard, photoBase64: string): Promise<IdCardReadingView> {
  const photo = Buffer.from(photoBase64, 'base64')
  if (photo.length > MOST_PHOTO_BYTES)
    throw new Problem('body_too_large', { detail: `照片最大2MB。请重新拍一张，${byHand}` })
  if (!isPhoto(photo))
    throw new Problem('unreadable_body', { detail: `这不是照片。请拍身份证有姓名的一面，${byHand}` })
  const card = await readOrRefuse(readIdCard, photo)
  if (card === null)
    throw new Problem('unreadable_body', {
      detail: `没看清身份证。请放平、对准、别反光，再拍一次，${byHand}`,
    })
  if (card.side === 'back')
    throw new Problem('unreadable_body', { detail: `拍的是国徽那一面。请翻过来拍有姓名的一面，${byHand}` })
  return { name: textOr(personName, card.name), identityNumber: textOr(identityNumber, card.number) }
}

/** By its first bytes and, for a JPEG, its end: half a photo is sent to nobody. */
function isPhoto(bytes: Buffer): boolean {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > 2
  return isJpeg || bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
}

async function readOrRefuse(readIdCard: ReadIdCard, photo: Buffer): Promise<WechatIdCard> {
  try {
    return await readIdCard(photo)
  } catch (error) {
    if (!(error instanceof WechatError)) throw error
    switch (error.kind) {
      case 'rate_limited':
        throw new Problem('too_many_requests')
      case 'quota_exhausted':
        throw new Problem('wechat_unavailable', { detail: '今天拍照识别的次数用完了，请照着证件自己填' })
      default:
        throw new Problem('wechat_unavailable', { detail: `现在认不了照片。请过一会儿再拍，${byHand}` })
    }
  }
}

/** As it is stored; empty where it cannot be one. */
function textOr(schema: v.GenericSchema<string, string>, text: string): string {
  const read = v.safeParse(schema, text)
  return read.success ? read.output : ''
}
