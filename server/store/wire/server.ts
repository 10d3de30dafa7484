import { rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Doc } from '../bson/values'
import { type Frame, FrameReader, requestIdOf } from './frames'
import { faultReply, readRequest, type Request, writeReply } from './messages'

/** Answers one command of a connection, at once or later, or breaks the connection with undefined; never throws. */
export type Answer = (body: Doc, connection: object) => Doc | Promise<Doc | undefined>

export interface WireServer {
  /** Takes no more connections, and ends those that clients do not end themselves within a moment. */
  close(): Promise<void>
}

const partingMs = 300

interface WireOptions {
  readonly path: string
  readonly maxMessageBytes: number
  readonly answer: Answer
  /** Is told when a connection has ended, in whatever way. */
  readonly onEnd?: (connection: object) => void
  readonly onProtocolError: (error: unknown) => void
}

/** Listens on a Unix socket for drivers. A socket file that a dead process left behind is replaced. */
export async function listen(options: WireOptions): Promise<WireServer> {
  rmSync(options.path, { force: true })
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    const connection = new Connection(socket, options)
    socket.on('close', () => {
      sockets.delete(socket)
      options.onEnd?.(connection)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.path, resolve)
  })
  return { close: () => close(server, sockets) }
}

async function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const deadline = performance.now() + partingMs
  while (sockets.size > 0 && performance.now() < deadline) await sleep(10)
  for (const socket of sockets) socket.destroy()
  await closed
}

/** One driver connection: its messages are answered one after another. */
class Connection {
  private readonly reader: FrameReader
  private readonly waiting: Frame[] = []
  /** The request that is answered again and again, when the last answer says that another one follows. */
  private followUp: Request | undefined
  private isBusy = false

  constructor(
    private readonly socket: Socket,
    private readonly options: WireOptions,
  ) {
    this.reader = new FrameReader(options.maxMessageBytes)
    socket.on('data', (chunk) => this.receive(chunk))
    // A broken connection is the client's business; 'close' follows and cleans up.
    socket.on('error', () => socket.destroy())
  }

  private receive(chunk: Buffer): void {
    try {
      this.waiting.push(...this.reader.push(chunk))
    } catch (error) {
      this.fail(error)
      return
    }
    if (!this.isBusy) void this.work()
  }

  private async work(): Promise<void> {
    this.isBusy = true
    try {
      for (let request = this.next(); request !== undefined; request = this.next()) {
        const { body, fault } = request
        const answer = fault === undefined ? this.options.answer(body, this) : faultReply(fault)
        this.send(request, answer instanceof Promise ? await answer : answer)
        if (this.socket.writableNeedDrain) await this.room()
      }
    } catch (error) {
      this.fail(error)
    }
    this.isBusy = false
  }

  /** What is to be answered next: without being asked for, or because it was received. */
  private next(): Request | undefined {
    const { followUp } = this
    this.followUp = undefined
    if (followUp !== undefined) return followUp
    const received = this.waiting.shift()
    return received && readRequest(received)
  }

  private send(request: Request, answer: Doc | undefined): void {
    if (answer === undefined) this.socket.destroy()
    if (answer === undefined || !request.wantsReply || this.socket.destroyed) return
    const goesOn = request.takesMore && answer.get('ok') === 1
    const bytes = writeReply(request, answer, goesOn)
    this.socket.write(bytes)
    if (goesOn) this.followUp = { ...request, requestId: requestIdOf(bytes) }
  }

  /** Until the client has taken what was sent, or is gone. Leaves no listener behind: a long reply waits many times. */
  private room(): Promise<void> {
    return new Promise((resolve) => {
      const goOn = () => {
        this.socket.off('drain', goOn)
        this.socket.off('close', goOn)
        resolve()
      }
      this.socket.once('drain', goOn)
      this.socket.once('close', goOn)
    })
  }

  private fail(error: unknown): void {
    this.options.onProtocolError(error)
    this.socket.destroy()
  }
}
