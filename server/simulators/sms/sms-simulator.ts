import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SimulatedAccount } from './signature-check'
import { answerTo, errorAnswer } from './sms-answers'
import { control } from './sms-control'
import { openSmsOutbox, type SimulatedSms } from './sms-outbox'

/** For this machine alone: there is no setting for another address. */
const HOST = '127.0.0.1'
const BODY_LIMIT = 64 * 1024
const CONTROL = '/__sim/'

/** What an answer can be spoilt with. `drop-after-commit` does the work and cuts the line; `hang` never answers. */
export type SmsFault = { kind: 'code'; code: string } | { kind: 'drop-after-commit' } | { kind: 'hang' }

export interface SmsSimulatorOptions {
  account: SimulatedAccount
  appId: string
  signName: string
  /** Registered texts by the provider's id; `{1}` is the first place. */
  templates: Readonly<Record<string, string>>
  /** Numbers that never get anything, as the provider's list of people who unsubscribed. */
  blacklist?: readonly string[]
  /** Given: everything acknowledged survives the process. */
  outboxFile?: string
  /** 0 or left out: any free port. */
  port?: number
  /** For orders over HTTP, under `/__sim/`; left out = nobody can give any. */
  controlKey?: string
  /** Milliseconds of the real clock. */
  now: () => number
}

export interface SmsSimulator {
  /** Stands in for https://sms.tencentcloudapi.com. */
  baseUrl: string
  /** Where its outbox can be read, and faults be ordered by who has the key. */
  controlUrl: string
  outbox(): SimulatedSms[]
  /** Spoils the next answer, or the next few. */
  fault(fault: SmsFault, times?: number): void
  close(): Promise<void>
}

/** Everything that one simulated provider has. */
export interface SmsPlane {
  options: SmsSimulatorOptions
  outbox: ReturnType<typeof openSmsOutbox>
  faults: SmsFault[]
}

/** Starts a provider of SMS on this machine that answers as its documentation says: action SendSms, version 2021-01-11. */
export async function startSmsSimulator(options: SmsSimulatorOptions): Promise<SmsSimulator> {
  const plane: SmsPlane = { options, outbox: openSmsOutbox(options.outboxFile), faults: [] }
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, plane).catch(() => outgoing.destroy())
  })
  // A connection is the asker's to end: ended here after a pause, it can go just as the next request is written on it.
  server.keepAliveTimeout = 0
  await listen(server, options.port ?? 0)
  const baseUrl = `http://${HOST}:${(server.address() as AddressInfo).port}`
  return {
    baseUrl,
    controlUrl: `${baseUrl}/__sim`,
    outbox: () => [...plane.outbox.all()],
    fault: (fault, times = 1) => plane.faults.push(...Array.from({ length: times }, () => fault)),
    close: () => close(server),
  }
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, plane: SmsPlane): Promise<void> {
  const body = await readBody(incoming)
  const { method = '', url = '', headers } = incoming
  if (url.startsWith(CONTROL)) {
    const key = String(headers['x-sim-key'] ?? '')
    const { status, contentType, text } = control(
      { method, name: url.slice(CONTROL.length), key, body },
      plane,
    )
    outgoing.writeHead(status, { 'content-type': contentType }).end(text)
    return
  }
  const fault = plane.faults.shift()
  if (fault?.kind === 'hang') return
  const answer = fault?.kind === 'code' ? errorAnswer(fault.code) : answerTo({ headers, body }, plane)
  if (fault?.kind === 'drop-after-commit') {
    outgoing.destroy()
    return
  }
  outgoing.writeHead(200, { 'content-type': 'application/json' })
  outgoing.end(JSON.stringify({ Response: { ...answer, RequestId: 'simulated' } }))
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    length += part.length
    if (length > BODY_LIMIT) throw new Error('longer than any call')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => resolve())
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })
}
