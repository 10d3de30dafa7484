import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { failure, type Endpoint, type SimulatedAnswer, type SimulatedRequest } from './answers'
import type { ControlPlane } from './control-orders'
import { control } from './control-plane'
import { sendEmployeeMessage, unbindEmployees } from './employee-endpoints'
import { isWorkDone, spoil, takeFault, type Fault } from './faults'
import { askFaceCheck, beginFaceCheck, checkRealName } from './identity-endpoints'
import { scheme, shortLink, urlLink } from './link-endpoints'
import { readIdCard } from './id-card-endpoint'
import { codeToSession } from './login-endpoint'
import { checkMedia } from './media-check-endpoint'
import { miniProgramCode } from './mini-program-code-endpoint'
import { phoneNumber } from './phone-endpoint'
import { createPushDelivery, refuseElsewhere } from './push-delivery'
import { clearQuota, clearQuotaBySecret } from './quota-endpoints'
import { checkSession, resetSessionKey } from './session-endpoints'
import { randomTextFrom, type SimulatorContext, type SimulatorOptions } from './simulator-context'
import { emptyState, openStateFile, type SimulatorState, type StateFile } from './simulator-state'
import { sendSubscribeMessage } from './subscribe-endpoint'
import { checkText } from './text-check-endpoint'
import { legacyToken, stableToken } from './token-endpoints'

/** The simulator is for this machine alone, so there is no setting for another address. */
const HOST = '127.0.0.1'
const BODY_LIMIT = 256 * 1024
/** A photo of less than 2 MB, with the form around it. */
const PHOTO_LIMIT = 2 * 1024 * 1024 + 16 * 1024
const PHOTO_PATH = '/cv/ocr/idcard'
const CALLS_KEPT = 5_000

const endpoints = new Map<string, Endpoint>([
  ['/sns/jscode2session', codeToSession],
  ['/cgi-bin/stable_token', stableToken],
  ['/cgi-bin/token', legacyToken],
  ['/cgi-bin/message/subscribe/send', sendSubscribeMessage],
  ['/wxa/business/getuserphonenumber', phoneNumber],
  ['/wxa/msg_sec_check', checkText],
  ['/wxa/getwxacodeunlimit', miniProgramCode],
  [PHOTO_PATH, readIdCard],
  ['/wxa/checksession', checkSession],
  ['/wxa/resetusersessionkey', resetSessionKey],
  ['/wxa/media_check_async', checkMedia],
  ['/wxa/generate_urllink', urlLink],
  ['/wxa/generatescheme', scheme],
  ['/wxa/genwxashortlink', shortLink],
  ['/wxa/business/unbinduserb2cauthinfo', unbindEmployees],
  ['/cgi-bin/message/wxopen/employeerelationmsg/send', sendEmployeeMessage],
  ['/cgi-bin/clear_quota', clearQuota],
  ['/cgi-bin/clear_quota/v2', clearQuotaBySecret],
  ['/intp/realname/checkrealnameinfo', checkRealName],
  ['/cityservice/face/identify/getverifyid', beginFaceCheck],
  ['/cityservice/face/identify/queryverifyinfo', askFaceCheck],
])

export interface WechatSimulator {
  /** Stands in for https://api.weixin.qq.com. */
  baseUrl: string
  /** The control plane, without trailing slash. */
  controlUrl: string
  close(): Promise<void>
}

/** Starts a WeChat on this machine that answers as the documentation says, also when things go wrong. */
export async function startWechatSimulator(options: SimulatorOptions): Promise<WechatSimulator> {
  if (options.controlKey.length < 16)
    throw new Error('The control key of the WeChat simulator needs 16 characters or more')
  if (options.push?.callbackUrl) refuseElsewhere(options.push.callbackUrl)
  const plane = createPlane(options)
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, plane).catch((error: unknown) =>
      outgoing.destroy(error instanceof Error ? error : undefined),
    )
  })
  // A connection is the asker's to end: ended here after a pause, it can go just as the next request is written on it.
  server.keepAliveTimeout = 0
  const port = await listen(server, options.port ?? 0)
  const baseUrl = `http://${HOST}:${port}`
  plane.context.push?.resume()
  return { baseUrl, controlUrl: `${baseUrl}/__sim`, close: () => close(server, plane) }
}

function createPlane(options: SimulatorOptions): ControlPlane {
  const file = openStateFile(options.stateFile)
  const context = createContext(options, file, loadState(options, file))
  const faults: Fault[] = []
  const plane: ControlPlane = {
    context,
    faults,
    calls: [],
    reset() {
      const { callbackUrl } = context.state
      context.state = { ...emptyState(options.people), callbackUrl }
      context.holdSendsMs = 0
      context.logins.clear()
      context.push?.reset()
      faults.length = 0
      plane.calls = []
      context.save()
    },
  }
  return plane
}

function createContext(options: SimulatorOptions, file: StateFile, state: SimulatorState): SimulatorContext {
  const randomText = randomTextFrom(options.random)
  const now = () => options.now() + context.state.clockOffsetMs
  const save = () => file.write(context.state)
  const queue = {
    pending: () => context.state.pendingPushes,
    callbackUrl: () => context.state.callbackUrl,
    save,
  }
  const settings = options.push && { ...options.push, appId: options.app.appId }
  const push = settings
    ? createPushDelivery(settings, { ...queue, now, realNow: options.now, randomText })
    : null
  const context: SimulatorContext = {
    ...{ options, state, now, randomText, push, save },
    sending: new Set(),
    holdSendsMs: 0,
    logins: new Map(),
  }
  return context
}

/** The kept state, with those of the given people that it does not know yet. */
function loadState(options: SimulatorOptions, file: StateFile): SimulatorState {
  const state = file.read() ?? emptyState([])
  const known = new Set(state.people.map(({ openid }) => openid))
  state.callbackUrl ??= options.push?.callbackUrl ?? null
  state.people.push(...options.people.filter(({ openid }) => !known.has(openid)))
  return state
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  plane: ControlPlane,
): Promise<void> {
  const url = new URL(incoming.url ?? '/', `http://${HOST}`)
  const bytes = await readBody(incoming, url.pathname === PHOTO_PATH ? PHOTO_LIMIT : BODY_LIMIT)
  // A name other than this machine's in Host: a page from elsewhere is trying to reach us through the browser.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(incoming.headers.host ?? ''))
    return reply(outgoing, notFound(403))
  if (bytes === null) return reply(outgoing, notFound(413))
  const body = bytes.toString('utf8')
  const request = {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    body,
    bytes,
  }
  if (url.pathname.startsWith('/__sim/')) {
    const key = incoming.headers['x-sim-key']
    return reply(outgoing, control(request, typeof key === 'string' ? key : '', plane))
  }
  const endpoint = endpoints.get(url.pathname)
  if (!endpoint) return reply(outgoing, notFound(404))
  const answer = await perform(endpoint, request, plane)
  record(request, answer, plane)
  if (answer === 'drop') outgoing.destroy()
  else if (answer !== 'hang') reply(outgoing, answer)
}

async function perform(
  endpoint: Endpoint,
  request: SimulatedRequest,
  plane: ControlPlane,
): Promise<SimulatedAnswer | 'hang' | 'drop'> {
  const fault = takeFault(plane.faults, request.path)
  if (!fault) return endpoint(request, plane.context)
  if (fault.kind === 'errcode') return failure(plane.context, fault.errcode, 'injected fault')
  return spoil(fault.kind, isWorkDone(fault) ? await endpoint(request, plane.context) : null)
}

function record(
  request: SimulatedRequest,
  answer: SimulatedAnswer | 'hang' | 'drop',
  plane: ControlPlane,
): void {
  const errcode = typeof answer === 'string' ? null : answer.errcode
  plane.calls.push({ path: request.path, errcode, isForced: /"force_refresh":\s*true/.test(request.body) })
  if (plane.calls.length > CALLS_KEPT) plane.calls.shift()
}

/** Null when it is longer than WeChat would take. */
async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    length += part.length
    if (length > limit) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function reply(outgoing: ServerResponse, answer: SimulatedAnswer): void {
  const length = Buffer.byteLength(answer.body)
  outgoing.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': length,
    'cache-control': 'no-store',
  })
  outgoing.end(answer.body)
}

function notFound(status: number): SimulatedAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${status}\n`, errcode: 0 }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port))
  })
}

async function close(server: Server, { context }: ControlPlane): Promise<void> {
  await context.push?.stop()
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    // Calls left hanging on purpose would keep the server open for ever.
    server.closeAllConnections()
  })
}
