import { crc32, deflateSync } from 'node:zlib'
import { failure, textIn, type Endpoint } from './answers'
import { readAuthorised } from './token-endpoints'

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/
const PNG_HEAD = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** POST /wxa/getwxacodeunlimit: a picture when all is well, JSON when not. */
export const miniProgramCode: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const { fields } = read
  const scene = textIn(fields, 'scene')
  const page = textIn(fields, 'page')
  if (scene.length < 1 || scene.length > 32 || !SCENE.test(scene)) {
    return failure(context, 40169, 'invalid length for scene, or the data is not json string')
  }
  const width = fields['width'] ?? 430
  if (typeof width !== 'number' || width < 280 || width > 1280) return failure(context, 40097, 'invalid args')
  if (fields['check_path'] !== false && page !== '' && !context.options.releasedPages.includes(page)) {
    return failure(context, 41030, 'invalid page')
  }
  const meaning = `sim://wxacode?${new URLSearchParams({ page, scene }).toString()}`
  return { status: 200, contentType: 'image/png', body: picture(meaning, width), errcode: 0 }
}

/** A grey square that carries its meaning as a text chunk: phones cannot read WeChat's round code outside WeChat, either. */
function picture(meaning: string, width: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(width, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const row = Buffer.alloc(width + 1, 0xcc)
  row[0] = 0
  const pixels = deflateSync(Buffer.concat(Array.from({ length: width }, () => row)))
  const parts = [
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`scene\0${meaning}`, 'latin1')),
    chunk('IDAT', pixels),
  ]
  return Buffer.concat([PNG_HEAD, ...parts, chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
