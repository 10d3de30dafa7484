import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import demonstration from '#seeds/demonstration.json'
import { seedDemonstration } from '../../seeds/demonstration'
import { ConfigError, readConfig, type Config } from '../config'
import { createLogger, type Logger } from '../logger'
import { startServer, type RunningServer, type WechatEndpoint } from '../main'
import { createWechatControl } from '../simulators/wechat/wechat-control.client'
import { startWechatSimulator, type WechatSimulator } from '../simulators/wechat/wechat-simulator'
import { ensureBuild } from './miniapp-build'

/** Keys of the demonstration's template; a real one is configured. */
const DEMO_TEMPLATE = {
  id: 'demo-payout-template',
  title: '补贴到账通知',
  kind: 'one_time' as const,
  keys: { thing1: 'thing', amount2: 'amount', date3: 'date', thing4: 'thing' } as const,
  labels: { thing1: '补贴项目', amount2: '到账金额', date3: '到账日期', thing4: '备注' },
}
const DEMO_APP = { appId: 'wx0000000000000000', appSecret: 'demonstration-secret-0000000000' }
const TEMPLATE_KEYS = { purpose: 'thing1', amount: 'amount2', date: 'date3', note: 'thing4' }

/** `npm start`: builds what is missing, starts everything, says where, stops cleanly on Ctrl-C. */
async function start(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const config = readConfig(process.env)
  const webFolder = ensureBuild('h5', console.log)
  const log = createLogger(config.logLevel)
  mkdirSync(config.dataDir, { recursive: true })
  const simulator = config.wechat === null ? await simulateWechat(config) : null
  const server = await startServer({
    config,
    log,
    webFolder,
    wechat: simulator ? simulator.endpoint : serviceWechat(config),
    seed: config.mode === 'demo' ? seedDemonstration : async () => {},
  })
  stopOnSignal(server, simulator?.running ?? null, log)
  announce(config, server, simulator?.running.controlUrl ?? null)
}

async function simulateWechat(
  config: Config,
): Promise<{ running: WechatSimulator; endpoint: WechatEndpoint }> {
  const controlKey = randomBytes(24).toString('hex')
  const running = await startWechatSimulator({
    stateFile: path.join(config.dataDir, 'wechat-simulator.json'),
    app: DEMO_APP,
    templates: [DEMO_TEMPLATE],
    releasedPages: ['packages/claims/progress/index'],
    people: demonstration.people.map(({ openid }) => ({ openid })),
    controlKey,
    now: Date.now,
    random: Math.random,
  })
  const demo = createWechatControl({ controlUrl: running.controlUrl, controlKey })
  const endpoint = {
    ...DEMO_APP,
    baseUrl: running.baseUrl,
    payoutTemplateId: DEMO_TEMPLATE.id,
    payoutTemplateKeys: TEMPLATE_KEYS,
    push: null,
    demo,
  }
  return { running, endpoint }
}

function serviceWechat({ wechat }: Config): WechatEndpoint {
  if (!wechat) throw new Error('Service without WeChat settings')
  return { ...wechat, demo: null }
}

function stopOnSignal(server: RunningServer, simulator: WechatSimulator | null, log: Logger): void {
  let stopping = false
  const stop = (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    server
      .stop()
      .then(() => simulator?.close())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        log.fatal({ err: error }, 'could not stop cleanly')
        process.exit(1)
      })
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function announce(config: Config, { url, programmeDate }: RunningServer, controlUrl: string | null): void {
  const lines = [
    '',
    `匠补通 is ready after ${process.uptime().toFixed(1)} s: ${url}`,
    ...(config.mode === 'demo'
      ? [`Programme date: ${programmeDate}${keptDate(config, programmeDate)}. Sign in on the page as one of:`]
      : []),
    ...(config.mode === 'demo'
      ? demonstration.people.map((person) => `  ${person.displayName} — ${person.note}`)
      : []),
    ...(controlUrl === null ? [] : [`Messages that WeChat would have delivered: ${controlUrl}/outbox.html`]),
    'Ctrl-C stops.',
    '',
  ]
  console.log(lines.join('\n'))
}

/** PROGRAMME_DATE counts at the first start only; somebody who sets it later is told why nothing changed. */
function keptDate(config: Config, programmeDate: string): string {
  if (config.programmeDate === null || config.programmeDate === programmeDate) return ''
  return ' (kept from the first start on these data; another DATA_DIR begins anew)'
}

/** What an operator can mend is said in a sentence; anything else is a fault of ours and shows where it was. */
function explanationOf(error: unknown): unknown {
  if (error instanceof ConfigError) return error.message
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'Cannot start: HOST and PORT are taken; is it running already? Stop that one, or set another PORT.'
  }
  return error
}

start().catch((error: unknown) => {
  console.error(explanationOf(error))
  process.exit(1)
})
