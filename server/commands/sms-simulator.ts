import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { startSmsSimulator, type SmsSimulator } from '../simulators/sms/sms-simulator'
import { demonstrationSms, DEMO_SMS_TEMPLATES } from './demonstration-sms'
import { readSmsSimulatorSettings, type SmsSimulatorSettings } from './sms-simulator-settings'

/**
 * `npm run sms:simulator`: a provider of SMS on this machine, in a process of its own. Started by another process it
 * reports where it is, and ends with it.
 */
async function main(): Promise<void> {
  const settings = readSmsSimulatorSettings(process.env, () => randomBytes(24).toString('hex'))
  mkdirSync(path.dirname(settings.stateFile), { recursive: true })
  const simulator = await startSmsSimulator({
    ...demonstrationSms,
    port: settings.port,
    outboxFile: settings.stateFile,
    controlKey: settings.controlKey,
    now: Date.now,
  })
  if (process.send) report(simulator)
  else announce(simulator, settings)
}

/** To the process that started this one, which alone decides when it ends; Ctrl-C reaches both. */
function report(simulator: SmsSimulator): void {
  process.on('SIGINT', () => undefined)
  process.on('disconnect', () => stop(simulator))
  process.on('SIGTERM', () => stop(simulator))
  process.send?.({ baseUrl: simulator.baseUrl, controlUrl: simulator.controlUrl })
}

function announce(simulator: SmsSimulator, { controlKey, stateFile }: SmsSimulatorSettings): void {
  const { account, appId, signName } = demonstrationSms
  process.on('SIGINT', () => stop(simulator))
  process.on('SIGTERM', () => stop(simulator))
  const lines = [
    `Simulated SMS: ${simulator.baseUrl} (this machine only; state in ${stateFile})`,
    `SecretId ${account.secretId}, SecretKey ${account.secretKey}`,
    `SmsSdkAppId ${appId}, signature ${signName}, texts ${JSON.stringify(DEMO_SMS_TEMPLATES)}`,
    `Control plane: ${simulator.controlUrl}, x-sim-key ${controlKey}`,
    `Messages that it would have delivered: ${simulator.controlUrl}/outbox.html`,
    'Ctrl-C stops.',
  ]
  console.log(lines.join('\n'))
}

function stop(simulator: SmsSimulator): void {
  simulator.close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
