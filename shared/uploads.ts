import * as v from 'valibot'
import { recordId } from './primitives'

/** Most bytes of a file. */
export const MOST_FILE_BYTES = 5_000_000
/** Letters of base64 in one part: what a poor network carries within the phone's patience. Four letters are three bytes. */
export const PART_LETTERS = 196_608
/** Letters of the largest file. */
export const MOST_LETTERS = Math.ceil(MOST_FILE_BYTES / 3) * 4

const base64 = (text: string) => !/[^A-Za-z0-9+/=]/.test(text)
const torn = '文件没有传完整，请再传一次'

/** A file in one piece, or one that was sent in parts before: one of the two. */
export const fileSource = {
  contentBase64: v.exactOptional(
    v.pipe(
      v.string('请选一个文件'),
      v.nonEmpty('请选一个文件'),
      v.maxLength(MOST_LETTERS, '文件最大5MB'),
      v.check(base64, torn),
    ),
  ),
  uploadId: v.exactOptional(recordId),
}
export const fileSourceBody = v.strictObject(fileSource)
export type FileSource = v.InferOutput<typeof fileSourceBody>

export const newUploadBody = v.strictObject({
  /** Letters of base64 that the file has. */
  letters: v.pipe(
    v.number('请选一个文件'),
    v.integer('请选一个文件'),
    v.minValue(4, '文件是空的'),
    v.maxValue(MOST_LETTERS, '文件最大5MB'),
  ),
})
export const partBody = v.strictObject({
  content: v.pipe(
    v.string(torn),
    v.nonEmpty(torn),
    v.maxLength(PART_LETTERS, '这一段太大'),
    v.check(base64, torn),
  ),
})
/** Of each part what has arrived, by its CRC-32; null for what has not. Whoever sends goes on with what is missing. */
export const uploadView = v.object({ id: recordId, parts: v.array(v.nullable(v.number())) })
export type UploadView = v.InferOutput<typeof uploadView>

/** How many parts a file has. */
export function partCount(letters: number): number {
  return Math.ceil(letters / PART_LETTERS)
}

/** CRC-32 of plain letters (ISO 3309), as an unsigned number: tells whether two parts are the same, and nothing more. */
export function crc32(letters: string): number {
  let sum = 0xffffffff
  for (let index = 0; index < letters.length; index += 1) {
    sum ^= letters.charCodeAt(index) & 0xff
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (sum ^ 0xffffffff) >>> 0
}
