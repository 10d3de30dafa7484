import { Types, type ClientSession } from 'mongoose'
import { Problem } from '#shared/problem'
import { PART_LETTERS, crc32, partCount, type FileSource, type UploadView } from '#shared/uploads'
import type { Actor, Context } from '../context'
import { invalidFields } from '../http/problem'
import { UploadParts, Uploads, type Upload, type UploadPart } from './upload.model'

const DAY_MS = 86_400_000
/** Files on their way for one person; the oldest gives way to another. */
const MOST_OPEN = 3

type Caller = Context & { actor: Actor }

/** Begins to take in a file that comes in parts; whatever of it never comes is forgotten after a day. */
export async function beginUpload({ actor, moment }: Caller, letters: number): Promise<UploadView> {
  const forgetAt = new Date(moment.now.getTime() + DAY_MS)
  const upload: Upload = { _id: new Types.ObjectId(), ownerId: actor.personId, letters, forgetAt }
  const open = await Uploads.find({ ownerId: actor.personId }, { _id: 1 }).sort({ _id: -1 }).lean<Upload[]>()
  await forget(open.slice(MOST_OPEN - 1).map(({ _id }) => _id))
  await Uploads.create(upload)
  return viewOf(upload, [])
}

/** What has arrived of a file. @throws Problem `not_found`, also for somebody else's */
export async function standingOf({ actor }: Caller, id: string): Promise<UploadView> {
  const upload = await ownUpload(actor, id)
  return viewOf(upload, await partsOf(upload, { _id: 1, index: 1, crc: 1 }))
}

/**
 * Takes in one part; the same once more changes nothing, another in its place replaces it.
 * @throws Problem `not_found` for a part that the file has not got, `invalid_fields` for one of the wrong length
 */
export async function takePart(
  { actor, deployment }: Caller,
  { id, index }: { id: string; index: number },
  content: string,
): Promise<void> {
  const { _id, letters, forgetAt } = await ownUpload(actor, id)
  const expected = Math.min(PART_LETTERS, letters - index * PART_LETTERS)
  if (expected <= 0) throw new Problem('not_found')
  if (content.length !== expected) throw tornPart('/content')
  const partId = `${id}:${String(index)}`
  const sealed = deployment.cipher.encrypt(content, placeOf(partId))
  await UploadParts.updateOne(
    { _id: partId },
    { $set: { uploadId: _id, index, crc: crc32(content), sealed, forgetAt } },
    { upsert: true },
  )
}

/**
 * The bytes of a file, however it came. One that came in parts is forgotten with it.
 * @throws Problem `invalid_fields` without a file, `not_found`, `not_in_this_state` while parts are missing
 */
export async function fileBytes(call: Caller, { contentBase64, uploadId }: FileSource): Promise<Buffer> {
  if (contentBase64 !== undefined && uploadId === undefined) return Buffer.from(contentBase64, 'base64')
  if (contentBase64 !== undefined || uploadId === undefined) throw noFile()
  const upload = await ownUpload(call.actor, uploadId)
  const parts = await partsOf(upload)
  if (parts.length < partCount(upload.letters))
    throw new Problem('not_in_this_state', { detail: '文件还没有传完，请接着传' })
  const { cipher } = call.deployment
  const text = parts.map(({ _id, sealed }) => cipher.decrypt(sealed, placeOf(_id))).join('')
  await forget([upload._id])
  return Buffer.from(text, 'base64')
}

/** What somebody had on its way goes with their account. */
export async function forgetUploads(ownerId: Types.ObjectId, tx: ClientSession): Promise<void> {
  const found = await Uploads.find({ ownerId }, { _id: 1 }).session(tx).lean<Upload[]>()
  await forget(
    found.map(({ _id }) => _id),
    tx,
  )
}

async function forget(ids: readonly Types.ObjectId[], tx: ClientSession | null = null): Promise<void> {
  if (ids.length === 0) return
  const options = tx === null ? {} : { session: tx }
  await Uploads.deleteMany({ _id: { $in: ids } }, options)
  await UploadParts.deleteMany({ uploadId: { $in: ids } }, options)
}

async function ownUpload({ personId }: Actor, id: string): Promise<Upload> {
  const upload = await Uploads.findOne({ _id: new Types.ObjectId(id), ownerId: personId }).lean<Upload>()
  if (!upload) throw new Problem('not_found', { detail: '这个文件已经清掉了，请再选一次' })
  return upload
}

function partsOf({ _id }: Upload, fields: Partial<Record<keyof UploadPart, 1>> = {}): Promise<UploadPart[]> {
  return UploadParts.find({ uploadId: _id }, fields).sort({ index: 1 }).lean<UploadPart[]>().exec()
}

function viewOf({ _id, letters }: Upload, arrived: readonly Pick<UploadPart, 'index' | 'crc'>[]): UploadView {
  const crcs = new Map(arrived.map(({ index, crc }) => [index, crc]))
  const parts = Array.from({ length: partCount(letters) }, (_, index) => crcs.get(index) ?? null)
  return { id: _id.toHexString(), parts }
}

function noFile(): Problem {
  return invalidFields([{ pointer: '/contentBase64', code: 'required', detail: '请选一个文件' }])
}

function tornPart(pointer: string): Problem {
  return invalidFields([{ pointer, code: 'length', detail: '文件没有传完整，请再传一次' }])
}

function placeOf(recordId: string): { collection: string; field: string; recordId: string } {
  return { collection: 'upload_parts', field: 'content', recordId }
}
