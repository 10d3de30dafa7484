import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import demonstration from '#seeds/demonstration.json'
import { seedDemonstration } from '../../seeds/demonstration'
import { demonstrationCertificates } from '../../seeds/demonstration-certificates'
import { ConfigError, readConfig, type Config } from '../config'
import { createLogger, type Logger } from '../logger'
import { startServer, type RunningServer, type WechatEndpoint } from '../main'
import { startCertificateSite } from '../simulators/certificates/certificate-site-simulator'
import { createWechatControl, type WechatControl } from '../simulators/wechat/wechat-control.client'
import { WECHAT_CALLBACK } from '../wechat-events/wechat-callback'
import { DEMO_APP, DEMO_GH_ID, DEMO_TEMPLATE } from './demonstration-wechat'
import { simulateNotices } from './demonstration-notices'
import { ensureBuild } from './miniapp-build'
import { spawnSimulator, type SimulatorProcess } from './simulator-process'

const TEMPLATE_KEYS = { purpose: 'thing1', amount: 'amount2', date: 'date3', note: 'thing4' }

/** `npm start`: builds what is missing, starts everything, says where, stops cleanly on Ctrl-C. */
async function start(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const { config, certificates } = await withCertificateSite(readConfig(process.env))
  const webFolder = ensureBuild('h5', console.log)
  const log = createLogger(config.logLevel)
  mkdirSync(config.dataDir, { recursive: true })
  const [simulator, sms] = await Promise.all([
    config.wechat === null ? simulateWechat(config, log) : null,
    config.mode === 'demo' ? simulateNotices(config.dataDir, tellGone(log, 'sms')) : null,
  ])
  const server = await startServer({
    config,
    log,
    notices: sms ? sms.notices : config.notices,
    webFolder,
    wechat: simulator ? simulator.endpoint : serviceWechat(config),
    seed: config.mode === 'demo' ? seedDemonstration : async () => {},
  })
  await simulator?.control.setCallback(`${server.url}${WECHAT_CALLBACK}`)
  stopOnSignal(server, [simulator?.running, sms?.running, certificates], log)
  announce(config, server, { WeChat: simulator?.running, SMS: sms?.running })
}

interface SimulatedWechat {
  running: SimulatorProcess
  control: WechatControl
  endpoint: WechatEndpoint
}

async function simulateWechat(config: Config, log: Logger): Promise<SimulatedWechat> {
  const settings = {
    port: 0,
    stateFile: path.join(config.dataDir, 'wechat-simulator.json'),
    controlKey: randomBytes(24).toString('hex'),
    push: { token: randomBytes(16).toString('hex'), aesKey: randomBytes(22).toString('hex').slice(1) },
  }
  const running = await spawnSimulator(settings, tellGone(log, 'wechat'))
  const control = createWechatControl({ controlUrl: running.controlUrl, controlKey: settings.controlKey })
  const endpoint = {
    ...DEMO_APP,
    baseUrl: running.baseUrl,
    payoutTemplateId: DEMO_TEMPLATE.id,
    payoutTemplateKeys: TEMPLATE_KEYS,
    push: { ghId: DEMO_GH_ID, secrets: [settings.push] },
    demo: control,
  }
  return { running, control, endpoint }
}

/** A demonstration that is given no look-up simulates it; it keeps nothing that a kill could lose, and needs no process of its own. */
async function withCertificateSite(config: Config): Promise<{ config: Config; certificates?: Closable }> {
  if (config.mode !== 'demo' || config.certificateSite) return { config }
  const apiKey = randomBytes(24).toString('hex')
  const certificates = await startCertificateSite({ apiKey, records: demonstrationCertificates })
  return { config: { ...config, certificateSite: { baseUrl: certificates.baseUrl, apiKey } }, certificates }
}

function tellGone(log: Logger, simulated: 'wechat' | 'sms'): (exitCode: number | null) => void {
  return (exitCode) => log.error({ exitCode, simulated }, 'a simulator ended and is started again')
}

function serviceWechat({ wechat }: Config): WechatEndpoint {
  if (!wechat) throw new Error('Service without WeChat settings')
  return { ...wechat, demo: null }
}

type Closable = { close(): Promise<void> } | undefined

function stopOnSignal(server: RunningServer, simulators: readonly Closable[], log: Logger): void {
  let stopping = false
  const stop = (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    server
      .stop()
      .then(() => Promise.all(simulators.map((simulator) => simulator?.close())))
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        log.fatal({ err: error }, 'could not stop cleanly')
        process.exit(1)
      })
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function announce(
  config: Config,
  { url, programmeDate }: RunningServer,
  simulators: Record<string, SimulatorProcess | undefined>,
): void {
  const outboxes = Object.entries(simulators).flatMap(([name, running]) =>
    running ? [`Messages that ${name} would have delivered: ${running.controlUrl}/outbox.html`] : [],
  )
  const lines = [
    '',
    `匠补通 is ready after ${process.uptime().toFixed(1)} s: ${url}`,
    ...(config.mode === 'demo'
      ? [`Programme date: ${programmeDate}${keptDate(config, programmeDate)}. Sign in on the page as one of:`]
      : []),
    ...(config.mode === 'demo'
      ? demonstration.people.map((person) => `  ${person.displayName} — ${person.note}`)
      : []),
    ...outboxes,
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
