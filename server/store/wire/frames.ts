import { StoreError } from '../errors'

/** Bytes of the header that every message of the protocol begins with. */
export const headerBytes = 16
export const opcodes = { reply: 1, query: 2004, message: 2013 } as const

export interface Frame {
  readonly requestId: number
  readonly opcode: number
  readonly payload: Buffer
}

/** Cuts a stream of bytes into messages. */
export class FrameReader {
  private chunks: Buffer[] = []
  private length = 0

  constructor(private readonly maxBytes: number) {}

  /** Takes received bytes and gives back the messages that are complete; throws ProtocolError for nonsense. */
  push(chunk: Buffer): Frame[] {
    this.chunks.push(chunk)
    this.length += chunk.length
    const frames: Frame[] = []
    for (let size = this.nextSize(); size !== undefined && this.length >= size; size = this.nextSize()) {
      frames.push(this.take(size))
    }
    return frames
  }

  private nextSize(): number | undefined {
    if (this.length < headerBytes) return undefined
    const size = this.joined().readInt32LE(0)
    if (size >= headerBytes && size <= this.maxBytes) return size
    throw new StoreError('ProtocolError', `A message of ${size} bytes is not allowed`)
  }

  private joined(): Buffer {
    const [first] = this.chunks
    if (first !== undefined && (this.chunks.length === 1 || first.length >= headerBytes)) return first
    const all = Buffer.concat(this.chunks)
    this.chunks = [all]
    return all
  }

  private take(size: number): Frame {
    const all = this.chunks.length === 1 ? this.joined() : Buffer.concat(this.chunks)
    this.chunks = all.length > size ? [all.subarray(size)] : []
    this.length -= size
    return {
      requestId: all.readInt32LE(4),
      opcode: all.readInt32LE(12),
      payload: all.subarray(headerBytes, size),
    }
  }
}

let lastRequestId = 0

/** Makes a message of bytes whose first sixteen are left free for the header. */
export function frame(opcode: number, responseTo: number, message: Buffer): Buffer {
  lastRequestId = (lastRequestId + 1) | 0
  message.writeInt32LE(message.length, 0)
  message.writeInt32LE(lastRequestId, 4)
  message.writeInt32LE(responseTo, 8)
  message.writeInt32LE(opcode, 12)
  return message
}

/** The number that a message was given, to which an answer that follows by itself refers. */
export function requestIdOf(message: Buffer): number {
  return message.readInt32LE(4)
}
