import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as v from 'valibot'
import demonstration from '#seeds/demonstration.json'
import { demoLoginView, sessionView } from '#shared/session'
import { seedDemonstration } from '../../seeds/demonstration'
import { readConfig } from '../../server/config'
import { createLogger } from '../../server/logger'
import { startServer, type ServerOptions } from '../../server/main'
import { createWechatControl, type WechatControl } from '../../server/simulators/wechat/wechat-control.client'
import { startWechatSimulator } from '../../server/simulators/wechat/wechat-simulator'
import { listedFeatures } from './listed-features'
import { refuseLeaks } from './log-canary'
import { featuresOf } from './store-features'
import { storeSettings } from './store-settings'
import { lastingCaller } from './lasting-caller'
import { forgetUsedCodes, verifiedCaller } from './second-factor'

/** An HTTP answer, body parsed. */
export interface Reply {
  status: number
  body: never
  headers: Headers
}

export interface Caller {
  get(path: string): Promise<Reply>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  delete(path: string): Promise<Reply>
  token: string | null
}

export interface TestServer {
  url: string
  wechat: WechatControl
  /** Where the store and the keys are. */
  dataDir: string
  /** Lines that the server logged. */
  logged: string[]
  /** Somebody who is not signed in. */
  anonymous: Caller
  /** Signs in as one of the demonstration's people, who shows the second factor whenever a step asks for it. */
  as(personKey: string): Promise<Caller>
  /** The same, with refusals for want of the second factor as they come. */
  asUnverified(personKey: string): Promise<Caller>
  /** Signs in through WeChat as whoever has this id there. */
  signIn(openid: string): Promise<Caller>
  /** Somebody who sends this token. */
  withToken(token: string): Caller
  stop(): Promise<void>
}

const TEMPLATE = {
  id: 'test-payout-template',
  title: '补贴到账通知',
  kind: 'one_time' as const,
  keys: { thing1: 'thing', amount2: 'amount', date3: 'date', thing4: 'thing' } as const,
}
const APP = { appId: 'wx0000000000000000', appSecret: 'test-secret-000000000000000000' }
/** For progress; only servers that are given it as a setting have it. */
export const PROGRESS_TEMPLATE = {
  id: 'test-progress-template',
  title: '办理进度通知',
  kind: 'one_time' as const,
  keys: { thing1: 'thing', phrase2: 'phrase', date3: 'date', thing4: 'thing' } as const,
}
/** Message push as set on the simulated platform. */
export const PUSH = {
  token: 'TokenOfTheTests',
  aesKey: 'abcdefghijABCDEFGHIJ0123456789abcdefghijABC',
  ghId: 'gh_000000000000',
}

/**
 * Starts the whole server over HTTP: the embedded store in a folder of its own, or a database of its own on
 * the store under test, the WeChat simulator, the demonstration's people. Every answer is checked against its declared schema.
 * @param environment settings of this start; with a `DATA_DIR` of the test's own, its data outlive the server
 * @param realNow the real clock, for tests in which days go by
 * @param notices copies beyond the payout notice; there are none unless told
 */
export async function startTestServer(
  environment: Record<string, string> = {},
  realNow?: () => Date,
  notices: ServerOptions['notices'] = null,
): Promise<TestServer> {
  const ownFolder = environment['DATA_DIR'] === undefined ? mkdtempSync(path.join(tmpdir(), 'jbt-')) : null
  const dataDir = ownFolder ?? environment['DATA_DIR'] ?? ''
  const config = readConfig({
    DATA_DIR: dataDir,
    PORT: '0',
    PROGRAMME_DATE: '2021-06-18',
    ...storeSettings(dataDir),
    ...environment,
  })
  const controlKey = 'key-of-the-tests-0123456789'
  const simulator = await startWechatSimulator({
    app: APP,
    templates: [TEMPLATE, PROGRESS_TEMPLATE],
    releasedPages: [
      'packages/claims/progress/index',
      'packages/claims/enrolment/index',
      'pages/messages/index',
    ],
    people: demonstration.people.map(({ openid }) => ({ openid })),
    controlKey,
    push: { ...PUSH, callbackUrl: null, sentEventWithinMs: 20 },
    now: Date.now,
    random: Math.random,
  })
  const wechat = createWechatControl({ controlUrl: simulator.controlUrl, controlKey })
  const sent = new Set<string>()
  const logged: string[] = []
  const log = createLogger('debug', { write: (text) => void logged.push(text) })
  const server = await startServer({
    config,
    log,
    webFolder: null,
    checkAnswers: true,
    ...(realNow ? { realNow } : {}),
    onStoreCommand: ({ command }) => featuresOf(command).forEach((feature) => sent.add(feature)),
    seed: seedDemonstration,
    notices,
    wechat: {
      ...APP,
      baseUrl: simulator.baseUrl,
      payoutTemplateId: TEMPLATE.id,
      payoutTemplateKeys: { purpose: 'thing1', amount: 'amount2', date: 'date3', note: 'thing4' },
      push: { ghId: PUSH.ghId, secrets: [PUSH] },
      demo: wechat,
    },
  }).catch(async (error: unknown) => {
    await simulator.close()
    throw error
  })
  await wechat.setCallback(`${server.url}/wechat/callback`)
  const behindProxy = environment['BEHIND_PROXY'] === 'yes'
  return assemble({ url: server.url, wechat, dataDir, logged, realNow, behindProxy }, async () => {
    await server.stop()
    await simulator.close()
    if (ownFolder) rmSync(ownFolder, { recursive: true, force: true })
    refuseLeaks(logged)
    expectListed(sent)
  })
}

/** What the server has sent to its store must be in the store's list, with a test that holds it. */
function expectListed(sent: ReadonlySet<string>): void {
  const listed = listedFeatures()
  const news = [...sent].filter((feature) => !listed.has(feature))
  if (news.length === 0) return
  throw new Error(
    `server/store/README.md, “What the program sends”, has no line for ${news.join(', ')}: add one that names its test`,
  )
}

function assemble(
  {
    realNow,
    behindProxy,
    ...parts
  }: Pick<TestServer, 'url' | 'wechat' | 'dataDir' | 'logged'> & {
    realNow: (() => Date) | undefined
    behindProxy: boolean
  },
  stop: () => Promise<void>,
): TestServer {
  const anonymous = caller(parts.url, null)
  let addresses = 0
  /** Behind a proxy everybody signs in from an address of their own, as people do. */
  const ownAddress = (): Record<string, string> => {
    if (!behindProxy) return {}
    addresses += 1
    return { 'X-Forwarded-For': `10.${[16, 8, 0].map((bits) => (addresses >> bits) & 255).join('.')}` }
  }
  const withToken = (token: string) => caller(parts.url, token, ownAddress())
  const redeem = async (code: string) =>
    withToken(v.parse(sessionView, (await anonymous.post('/sessions', { code }, ownAddress())).body).token)
  const lasting = async (signIn: () => Promise<Caller>) =>
    realNow ? lastingCaller(await signIn(), signIn, realNow) : signIn()
  const signInAs = async (personKey: string) => {
    const reply = await anonymous.post('/demo/login-codes', { personKey })
    return redeem(v.parse(demoLoginView, reply.body).code)
  }
  return {
    ...parts,
    anonymous,
    stop,
    withToken,
    signIn: (openid) => lasting(async () => redeem(await parts.wechat.loginCode(openid))),
    as: async (personKey) =>
      verifiedCaller(await lasting(() => signInAs(personKey)), { beforeCode: forgetUsedCodes }),
    asUnverified: (personKey) => lasting(() => signInAs(personKey)),
  }
}

/** What came, parsed where it is JSON; a file as its text. */
function bodyOf(response: Response, text: string): unknown {
  if (text === '') return null
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text
}

/** Speaks JSON with a server, as one person. @param always headers of every request, such as the address of a proxy's client */
export function caller(url: string, token: string | null, always: Record<string, string> = {}): Caller {
  const send = async (
    method: string,
    place: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const response = await fetch(
      `${url}${place.startsWith('/healthz') || place.startsWith('/readyz') ? '' : '/api'}${place}`,
      {
        method,
        headers: {
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
          ...always,
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      },
    )
    const text = await response.text()
    return {
      status: response.status,
      body: bodyOf(response, text) as never,
      headers: response.headers,
    }
  }
  return {
    token,
    get: (place) => send('GET', place),
    post: (place, body, headers) => send('POST', place, body, headers),
    put: (place, body, headers) => send('PUT', place, body, headers),
    delete: (place) => send('DELETE', place),
  }
}
