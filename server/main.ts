import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { smsTemplates } from '#shared/notice-rule'
import { createApp } from './app'
import { createRootSigner } from './audit/root-signer'
import { createCertificateSiteClient } from './certificate-site/certificate-site.client'
import { bringOlderClassesUpToDate } from './classes/older-classes'
import type { Config } from './config'
import type { Deployment } from './context'
import type { DemoWechat } from './demo/demo.routes'
import { fileOlderCertificates } from './enrolments/class-certificates'
import { loadKeys } from './keys'
import { startJobs } from './jobs/job-runner'
import { jobsOf } from './jobs/job-table'
import type { Logger } from './logger'
import { inTransaction, isStoreReady } from './mongo'
import type { NoticeSettings } from './notifications/notice-config'
import { startNoticeSender } from './notifications/notice-sender'
import type { NoticeChannels, TemplateKeys } from './notifications/notice-templates'
import { openStore, type OpenStore, type StoreToOpen } from './open-store'
import { FieldCipher } from './personal-data/field-cipher'
import { openPolicyBook, type PolicyBook } from './policies/policy-book'
import { seedPolicyVersion } from './policies/policy-seed'
import { createClock, momentOf, shanghaiDate, type Clock } from './programme-clock'
import { programmeOffset } from './programme-settings'
import { createSmsClient, type SendSms } from './sms/sms.client'
import { createWebPages } from './web-pages'
import { startWechatEvents, type WechatEvents } from './wechat-events/start-wechat-events'
import { createWechatTokenStore } from './wechat-tokens'
import { createWechatClient, type WechatClient } from './wechat/wechat.client'
import type { PushSettings } from './wechat/push-receiver'
import { templateFieldTypeOf, type TemplateFieldType } from './wechat/template-fields'

/** Where WeChat is, and what stands in for the phone's side of it. */
export interface WechatEndpoint {
  appId: string
  appSecret: string
  baseUrl: string
  payoutTemplateId: string
  /** The template's own key for each meaning. */
  payoutTemplateKeys: TemplateKeys<'payout'>
  /** Message push; null where none is set up on the platform. */
  push: PushSettings | null
  demo: DemoWechat | null
}

export interface ServerOptions {
  config: Config
  log: Logger
  wechat: WechatEndpoint
  /** Copies beyond the payout notice; left out = there are none. */
  notices?: NoticeSettings | null
  /** Folder of the web build, or null. */
  webFolder: string | null
  /** Fills the store after the indexes are there: the demonstration's people and classes. */
  seed: (deployment: Deployment, today: Date) => Promise<void>
  realNow?: () => Date
  checkAnswers?: boolean
  /** Sees every command that goes to the store. */
  onStoreCommand?: StoreToOpen['onCommand']
}

export interface RunningServer {
  url: string
  /** Programme date at the start: of the first start and the time since then, whatever PROGRAMME_DATE says now. */
  programmeDate: string
  /** Stops taking requests, finishes those under way, closes the store. */
  stop(): Promise<void>
}

const RATE_LIMITS = { requestsPerTenSeconds: 600, signInsPerMinute: 60, anonymousReportsPerMinute: 30 }
/** Longer than a proxy keeps an idle connection (Caddy: two minutes), or it sends requests on one that is just ending. */
const KEEP_IDLE_MS = 125_000
const STOP_WITHIN_MS = 5_000

/**
 * Starts everything: store, connection, clock, application, message delivery.
 * @throws whatever stands in the way; then nothing is left running and the data are free for the next start
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, log, onStoreCommand } = options
  const store = await openStore({ config, log, onCommand: onStoreCommand })
  try {
    return await serve(options, store)
  } catch (error) {
    await store.close()
    throw error
  }
}

async function serve(options: ServerOptions, store: OpenStore): Promise<RunningServer> {
  const { config, log } = options
  const clock = await programmeClock(options)
  const keys = loadKeys(config)
  const cipher = new FieldCipher(keys.field, keys.index, randomBytes)
  const deployment = await deploymentOf(options, { cipher, clock })
  await bringOlderClassesUpToDate(shanghaiDate(clock.programmeNow()))
  await fileOlderCertificates(momentOf(clock), inTransaction)
  await options.seed(deployment, clock.programmeNow())
  const wechat = wechatClient(options, cipher, clock)
  const sendSms = smsSender(options, clock)
  const events = wechatEvents(options, cipher, clock)
  const rootSigner = createRootSigner(keys.index)
  const app = createApp({
    deployment,
    rootSigner,
    clock,
    log,
    sessionKey: keys.session,
    previousSessionKey: keys.previousSession,
    wechat,
    sendSms,
    demoWechat: options.wechat.demo,
    wechatCallback: events?.callback ?? null,
    inTransaction,
    isReady: isStoreReady,
    newRequestId: randomUUID,
    webPages: options.webFolder === null ? null : createWebPages(options.webFolder),
    rateLimits: RATE_LIMITS,
    behindProxy: config.behindProxy,
    checkAnswers: options.checkAnswers ?? false,
  })
  const notices = noticeSender(options, deployment, { clock, wechat, sendSms })
  const jobs = startJobs({
    jobs: jobsOf({ deployment, moment: () => momentOf(clock), inTransaction, sendSms, rootSigner }),
    owner: randomUUID(),
    now: clock.now,
    log,
  })
  const server = await listen(createServer(app.callback()), config).catch(async (error: unknown) => {
    await Promise.all([notices.stop(), jobs.stop()])
    await events?.stop()
    throw error
  })
  return {
    url: urlOf(server),
    programmeDate: shanghaiDate(clock.programmeNow()),
    async stop() {
      await closeServer(server)
      await Promise.all([notices.stop(), jobs.stop()])
      await events?.stop()
      await store.close()
    },
  }
}

async function deploymentOf(
  options: ServerOptions,
  { cipher, clock }: { cipher: FieldCipher; clock: Clock },
): Promise<Deployment> {
  const { config, log } = options
  const { certificateSite: account } = config
  return {
    mode: config.mode,
    cipher,
    policies: await policyBook(options, clock),
    randomBytes,
    noticeChannels: noticeChannelsOf(options),
    signIn: config.signIn,
    lookUpCertificate: account && createCertificateSiteClient({ account, log }),
  }
}

/** The versions in the store; version 1 comes with the programme. */
async function policyBook({ log }: ServerOptions, clock: Clock): Promise<PolicyBook> {
  const { differs } = await seedPolicyVersion(clock.programmeNow())
  if (differs) log.warn('version 1 in the store is another than that of this release; the store’s holds')
  return openPolicyBook(shanghaiDate(clock.programmeNow()), { inTransaction, now: clock.programmeNow })
}

async function programmeClock({ config, realNow = () => new Date() }: ServerOptions): Promise<Clock> {
  return createClock(await programmeOffset(config, realNow()), realNow)
}

function noticeChannelsOf({ wechat, notices }: ServerOptions): NoticeChannels {
  const { payoutTemplateId: id, payoutTemplateKeys: keys } = wechat
  const sms = notices?.sms ?? null
  return {
    wechat: { payout: { id, keys }, progress: notices?.progressTemplate ?? null },
    hasLongTermTemplates: notices?.hasLongTermTemplates ?? false,
    sms: sms === null ? [] : smsTemplates.filter((name) => sms.templateIds[name]),
  }
}

function noticeSender(
  { config, log }: ServerOptions,
  { cipher, noticeChannels }: Deployment,
  { clock, wechat, sendSms }: { clock: Clock; wechat: WechatClient; sendSms: SendSms | null },
) {
  return startNoticeSender({
    ...{ cipher, clock, log },
    owner: randomUUID(),
    random: Math.random,
    miniprogramState: config.mode === 'service' ? 'formal' : 'developer',
    hasLongTermTemplates: noticeChannels.hasLongTermTemplates,
    sendWechat: wechat.sendSubscribeMessage,
    sendSms,
  })
}

function smsSender({ notices, log }: ServerOptions, clock: Clock): SendSms | null {
  const account = notices?.sms ?? null
  const now = () => clock.now().getTime()
  return account === null ? null : createSmsClient({ account, now, log })
}

function wechatClient(options: ServerOptions, cipher: FieldCipher, clock: Clock): WechatClient {
  const { wechat, notices, log } = options
  const { appId, appSecret, baseUrl, payoutTemplateId, payoutTemplateKeys } = wechat
  const payout = { id: payoutTemplateId, keys: payoutTemplateKeys }
  const progress = notices?.progressTemplate ?? null
  const templates = [payout, ...(progress === null ? [] : [progress])].map(({ id, keys }) => ({
    id,
    keys: Object.fromEntries(Object.values(keys).map((key) => [key, fieldTypeOf(key)])),
  }))
  return createWechatClient({
    appId,
    appSecret,
    baseUrl,
    templates,
    now: () => clock.now().getTime(),
    random: Math.random,
    log,
    tokenStore: createWechatTokenStore(cipher),
  })
}

/** Without message push nobody tells us what became of a message whose answer was lost, nor that a consent was withdrawn. */
function wechatEvents(
  { wechat, log }: ServerOptions,
  cipher: FieldCipher,
  clock: Clock,
): WechatEvents | null {
  const { appId, push } = wechat
  if (push) return startWechatEvents({ appId, push, cipher, now: clock.now, log })
  log.warn('wechat pushes nothing here: WX_ORIGINAL_ID, WX_PUSH_TOKEN and WX_PUSH_KEY are not set')
  return null
}

/** `amount3` is an amount: WeChat's keys are a kind and a number. */
function fieldTypeOf(key: string): TemplateFieldType {
  const type = templateFieldTypeOf(key)
  if (!type) throw new Error(`Message template key ${key} is of no kind that WeChat has`)
  return type
}

function listen(server: Server, { host, port }: Config): Promise<Server> {
  server.keepAliveTimeout = KEEP_IDLE_MS
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

function closeServer(server: Server): Promise<void> {
  const deadline = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS)
  server.closeIdleConnections()
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(deadline)
      resolve()
    })
  })
}
