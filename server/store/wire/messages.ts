import { readDocument } from '../bson/reader'
import { type Doc, doc, type Value } from '../bson/values'
import { writeDocument } from '../bson/writer'
import { isOutOfRange, StoreError } from '../errors'
import { type Frame, frame, headerBytes, opcodes } from './frames'

const checksumPresent = 1
const moreToCome = 2
const exhaustAllowed = 0x10000
const knownRequiredFlags = checksumPresent | moreToCome

/** A command as it came over the wire. */
export interface Request {
  readonly body: Doc
  /** Why the command's documents cannot be read; its body is empty then, and this is the answer. */
  readonly fault: StoreError | undefined
  /** False when the sender does not want an answer (`w: 0`). */
  readonly wantsReply: boolean
  readonly requestId: number
  /** Whether it came as OP_QUERY, which only a greeting does; the answer then is an OP_REPLY. */
  readonly isLegacy: boolean
  /** Whether the sender takes one answer after another without asking again, which only an awaited greeting gets. */
  readonly takesMore: boolean
}

/** Reads OP_MSG, and OP_QUERY as far as drivers greet with it; throws ProtocolError for anything else. */
export function readRequest(received: Frame): Request {
  try {
    if (received.opcode === opcodes.message) return readMessage(received)
    if (received.opcode === opcodes.query) return readQuery(received)
  } catch (error) {
    if (isOutOfRange(error)) throw new StoreError('ProtocolError', 'A message is shorter than it says')
    throw error
  }
  throw new StoreError('ProtocolError', `Messages with opcode ${received.opcode} are not understood`)
}

function readMessage({ requestId, payload }: Frame): Request {
  const flags = payload.readUInt32LE(0)
  if ((flags & 0xffff & ~knownRequiredFlags) !== 0) {
    throw new StoreError('ProtocolError', `A message has unknown required flags: ${flags}`)
  }
  const end = payload.length - ((flags & checksumPresent) === 0 ? 0 : 4)
  const { body, fault } = readBody(payload.subarray(4, end))
  return {
    body,
    fault,
    wantsReply: (flags & moreToCome) === 0,
    requestId,
    isLegacy: false,
    takesMore: (flags & exhaustAllowed) !== 0 && body.has('topologyVersion'),
  }
}

/** The command of a message, or what is wrong with its documents. */
function readBody(bytes: Buffer): Pick<Request, 'body' | 'fault'> {
  try {
    return { body: readSections(bytes), fault: undefined }
  } catch (error) {
    if (!(error instanceof StoreError) || error.codeName === 'ProtocolError') throw error
    return { body: new Map(), fault: error }
  }
}

/** Section 0 is the command, sections 1 are lists of documents that belong into it. */
function readSections(bytes: Buffer): Doc {
  let body: Doc | undefined
  const sequences: [string, Value[]][] = []
  for (let at = 0; at < bytes.length;) {
    const kind = bytes.readUInt8(at)
    const length = bytes.readInt32LE(at + 1)
    const section = bytes.subarray(at + 1, at + 1 + length)
    if (length < 5 || section.length < length)
      throw new StoreError('ProtocolError', 'A section has a wrong length')
    if (kind === 0) body = readDocument(section)
    else if (kind === 1) sequences.push(readSequence(section))
    else throw new StoreError('ProtocolError', `Sections of kind ${kind} are not understood`)
    at += 1 + length
  }
  if (body === undefined) throw new StoreError('ProtocolError', 'A message has no command')
  for (const [name, documents] of sequences) body.set(name, documents)
  return body
}

function readSequence(section: Buffer): [string, Value[]] {
  const nameEnd = section.indexOf(0, 4)
  const documents: Value[] = []
  for (let at = nameEnd + 1; at < section.length;) {
    const length = section.readInt32LE(at)
    if (length < 5) throw new StoreError('ProtocolError', 'A document in a section has a wrong length')
    documents.push(readDocument(section.subarray(at, at + length)))
    at += length
  }
  return [section.toString('utf8', 4, nameEnd), documents]
}

function readQuery({ requestId, payload }: Frame): Request {
  const nameEnd = payload.indexOf(0, 4)
  const namespace = payload.toString('utf8', 4, nameEnd)
  const start = nameEnd + 9
  const body = readDocument(payload.subarray(start, start + payload.readInt32LE(start)))
  const [command = ''] = body.keys()
  if (!['ismaster', 'hello'].includes(command.toLowerCase())) {
    throw new StoreError('ProtocolError', 'OP_QUERY is only understood for the greeting; use OP_MSG')
  }
  body.set('$db', namespace.split('.')[0] ?? 'admin')
  return { body, fault: undefined, wantsReply: true, requestId, isLegacy: true, takesMore: false }
}

/** The answer to a command whose documents cannot be read. */
export function faultReply({ message: errmsg, code, codeName }: StoreError): Doc {
  return doc({ ok: 0, errmsg, code, codeName })
}

/** Wraps an answer for the sender of a request, and says whether another one follows by itself. */
export function writeReply({ requestId, isLegacy }: Request, answer: Doc, goesOn = false): Buffer {
  const fieldsBytes = isLegacy ? 20 : 5
  const message = writeDocument(answer, headerBytes + fieldsBytes).fill(
    0,
    headerBytes,
    headerBytes + fieldsBytes,
  )
  if (goesOn) message.writeInt32LE(moreToCome, headerBytes)
  if (!isLegacy) return frame(opcodes.message, requestId, message)
  // Flags: it can await data; one document is returned.
  message.writeInt32LE(8, headerBytes)
  message.writeInt32LE(1, headerBytes + 16)
  return frame(opcodes.reply, requestId, message)
}
