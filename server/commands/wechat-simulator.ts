import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { startWechatSimulator, type WechatSimulator } from '../simulators/wechat/wechat-simulator'
import { DEMO_GH_ID, demonstrationWechat } from './demonstration-wechat'
import { readSimulatorSettings, type SimulatorSettings } from './simulator-settings'

/**
 * `npm run wechat:simulator`: a WeChat on this machine, in a process of its own. Started by another process it reports
 * where it is, and ends with it.
 */
async function main(): Promise<void> {
  const settings = readSimulatorSettings(process.env, randomHex)
  mkdirSync(path.dirname(settings.stateFile), { recursive: true })
  const simulator = await startWechatSimulator({
    ...demonstrationWechat,
    port: settings.port,
    stateFile: settings.stateFile,
    controlKey: settings.controlKey,
    push: { ...settings.push, ghId: DEMO_GH_ID, callbackUrl: null },
    now: Date.now,
    random: Math.random,
  })
  if (process.send) report(simulator)
  else announce(simulator, settings)
}

/** To the process that started this one, which alone decides when it ends; Ctrl-C reaches both. */
function report(simulator: WechatSimulator): void {
  process.on('SIGINT', () => undefined)
  process.on('disconnect', () => stop(simulator))
  process.on('SIGTERM', () => stop(simulator))
  process.send?.({ baseUrl: simulator.baseUrl, controlUrl: simulator.controlUrl })
}

function announce(simulator: WechatSimulator, { controlKey, push, stateFile }: SimulatorSettings): void {
  const { appId, appSecret } = demonstrationWechat.app
  process.on('SIGINT', () => stop(simulator))
  process.on('SIGTERM', () => stop(simulator))
  const lines = [
    `Simulated WeChat: ${simulator.baseUrl} (this machine only; state in ${stateFile})`,
    `AppID ${appId}, secret ${appSecret}`,
    `Message push of ${DEMO_GH_ID}: token ${push.token}, EncodingAESKey ${push.aesKey}`,
    `Control plane: ${simulator.controlUrl}, x-sim-key ${controlKey}`,
    `Messages that it would have delivered: ${simulator.controlUrl}/outbox.html`,
    'Ctrl-C stops.',
  ]
  console.log(lines.join('\n'))
}

function stop(simulator: WechatSimulator): void {
  simulator.close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}

function randomHex(digits: number): string {
  return randomBytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
