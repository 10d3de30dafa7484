import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isSignedCorrectly, type SimulatedAccount } from './signature-check'
import { openSmsOutbox, type SimulatedSms } from './sms-outbox'

/** For this machine alone: there is no setting for another address. */
const HOST = '127.0.0.1'
const BODY_LIMIT = 64 * 1024
const CLOCK_TOLERANCE_SECONDS = 300
const MESSAGES_A_DAY = 10
const DAY_MS = 86_400_000

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
  /** Milliseconds of the real clock. */
  now: () => number
}

export interface SmsSimulator {
  /** Stands in for https://sms.tencentcloudapi.com. */
  baseUrl: string
  outbox(): SimulatedSms[]
  /** Spoils the next answer, or the next few. */
  fault(fault: SmsFault, times?: number): void
  close(): Promise<void>
}

interface Plane {
  options: SmsSimulatorOptions
  outbox: ReturnType<typeof openSmsOutbox>
  faults: SmsFault[]
}

/** Starts a provider of SMS on this machine that answers as its documentation says: action SendSms, version 2021-01-11. */
export async function startSmsSimulator(options: SmsSimulatorOptions): Promise<SmsSimulator> {
  const plane: Plane = { options, outbox: openSmsOutbox(options.outboxFile), faults: [] }
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, plane).catch(() => outgoing.destroy())
  })
  await listen(server)
  return {
    baseUrl: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    outbox: () => [...plane.outbox.all()],
    fault: (fault, times = 1) => plane.faults.push(...Array.from({ length: times }, () => fault)),
    close: () => close(server),
  }
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, plane: Plane): Promise<void> {
  const body = await readBody(incoming)
  const fault = plane.faults.shift()
  if (fault?.kind === 'hang') return
  const answer =
    fault?.kind === 'code' ? errorAnswer(fault.code) : answerTo({ headers: incoming.headers, body }, plane)
  if (fault?.kind === 'drop-after-commit') {
    outgoing.destroy()
    return
  }
  outgoing.writeHead(200, { 'content-type': 'application/json' })
  outgoing.end(JSON.stringify({ Response: { ...answer, RequestId: 'simulated' } }))
}

function answerTo(request: { headers: IncomingMessage['headers']; body: string }, plane: Plane): object {
  const { options } = plane
  const { headers, body } = request
  if (headers['x-tc-action'] !== 'SendSms' || headers['x-tc-version'] !== '2021-01-11')
    return errorAnswer('InvalidAction')
  const seconds = Number(headers['x-tc-timestamp'])
  if (!(Math.abs(options.now() / 1000 - seconds) <= CLOCK_TOLERANCE_SECONDS))
    return errorAnswer('AuthFailure.SignatureExpire')
  if (!isSignedCorrectly(request, options.account)) return errorAnswer('AuthFailure.SignatureFailure')
  return send(JSON.parse(body) as Record<string, unknown>, plane)
}

function send(asked: Record<string, unknown>, plane: Plane): object {
  const { options } = plane
  const [phone] = asked['PhoneNumberSet'] as string[]
  const values = asked['TemplateParamSet'] as string[]
  const text = options.templates[String(asked['TemplateId'])]
  if (asked['SmsSdkAppId'] !== options.appId)
    return errorAnswer('UnauthorizedOperation.SmsSdkAppIdVerifyFail')
  if (asked['SignName'] !== options.signName)
    return statusAnswer(phone, 'FailedOperation.SignatureIncorrectOrUnapproved', '')
  if (text === undefined) return statusAnswer(phone, 'FailedOperation.TemplateIncorrectOrUnapproved', '')
  if (placesOf(text) !== values.length)
    return statusAnswer(phone, 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate', '')
  if (!/^\+861[3-9]\d{9}$/.test(phone ?? ''))
    return statusAnswer(phone, 'InvalidParameterValue.IncorrectPhoneNumber', '')
  if (options.blacklist?.includes(phone?.slice(3) ?? ''))
    return statusAnswer(phone, 'FailedOperation.PhoneNumberInBlacklist', '')
  return deliver({ phone: phone ?? '', text: filled(options.signName, text, values) }, asked, plane)
}

function deliver(sms: { phone: string; text: string }, asked: Record<string, unknown>, plane: Plane): object {
  const now = plane.options.now()
  const today = plane.outbox.all().filter(({ phone, sentAt }) => phone === sms.phone && sentAt > now - DAY_MS)
  if (today.length >= MESSAGES_A_DAY)
    return statusAnswer(sms.phone, 'LimitExceeded.PhoneNumberDailyLimit', '')
  const serialNo = `2645:${String(plane.outbox.all().length + 1).padStart(30, '0')}`
  plane.outbox.add({ ...sms, serialNo, sentAt: now, context: String(asked['SessionContext'] ?? '') })
  return statusAnswer(sms.phone, 'Ok', serialNo)
}

function errorAnswer(code: string): object {
  return { Error: { Code: code, Message: 'simulated' } }
}

function statusAnswer(phone: string | undefined, code: string, serialNo: string): object {
  const status = { SerialNo: serialNo, PhoneNumber: phone ?? '', Fee: code === 'Ok' ? 1 : 0, Code: code }
  return { SendStatusSet: [{ ...status, SessionContext: '', Message: 'simulated', IsoCode: 'CN' }] }
}

function placesOf(text: string): number {
  return new Set(text.match(/\{\d+\}/g)).size
}

function filled(signName: string, text: string, values: readonly string[]): string {
  return `【${signName}】${text.replace(/\{(\d+)\}/g, (_whole, place: string) => values[Number(place) - 1] ?? '')}`
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

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, HOST, () => resolve())
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })
}
