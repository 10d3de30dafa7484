import { MOST_FILE_BYTES, PART_LETTERS, crc32, type FileSource, type UploadView } from '#shared/uploads'
import { forget, keep, readKept } from '../platform/storage'
import type { ChosenFile } from '../platform/chosen-file'
import { ApiProblem } from './api-problem'
import { get } from './operations'
import { send } from './client'

const place = 'upload'
/** Tries of one part before the person has to tap again. */
const TRIES = 3

/**
 * Sends a file, a large one in parts. Tapped again after a broken line, with the same file, it goes on where it was: what
 * has arrived is not sent again, not even after the app was closed.
 * @param tooLarge what to do about a file over 5 MB
 * @returns how the next request names the file
 * @throws {ApiProblem}
 */
export async function sendFile(file: ChosenFile, tooLarge: string): Promise<FileSource> {
  // It would only be refused, after it has filled the phone's memory and gone over its network.
  if (file.bytes > MOST_FILE_BYTES) throw new ApiProblem('body_too_large', '文件太大', tooLarge)
  const text = await file.read()
  if (text.length <= PART_LETTERS) return { contentBase64: text }
  const parts = partsOf(text)
  const upload = await standing(text.length, parts.length)
  keep(place, { id: upload.id, letters: text.length })
  for (const [index, content] of parts.entries())
    if (upload.parts[index] !== crc32(content)) await sendPart(upload.id, index, content)
  forget(place)
  return { uploadId: upload.id }
}

/** The upload that broke off, if the file may be the same, or a new one. */
async function standing(letters: number, count: number): Promise<UploadView> {
  const kept = readKept<{ id: string; letters: number }>(place)
  if (kept?.letters === letters) {
    const known = await get<UploadView>(`/uploads/${kept.id}`).catch(absent)
    if (known?.parts.length === count) return known
  }
  return send<UploadView>({ method: 'POST', path: '/uploads', body: { letters } })
}

/** A file that the server has forgotten begins anew; everything else is for the person to see. */
function absent(problem: unknown): null {
  if (problem instanceof ApiProblem && problem.code === 'not_found') return null
  throw problem
}

async function sendPart(id: string, index: number, content: string): Promise<void> {
  for (let left = TRIES; left > 0; left -= 1) {
    try {
      await send<null>({ method: 'PUT', path: `/uploads/${id}/parts/${String(index)}`, body: { content } })
      return
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || !problem.isPassing || left === 1) throw problem
    }
  }
}

function partsOf(text: string): string[] {
  const count = Math.ceil(text.length / PART_LETTERS)
  return Array.from({ length: count }, (_, index) =>
    text.slice(index * PART_LETTERS, (index + 1) * PART_LETTERS),
  )
}
