import path from 'node:path'
import { keepProcess, type KeptProcess } from './kept-process'
import type { SimulatorSettings } from './simulator-settings'
import type { SmsSimulatorSettings } from './sms-simulator-settings'

export type { KeptProcess as SimulatorProcess } from './kept-process'

/** Starts the simulated WeChat and keeps it going. @throws Error when it does not start */
export function spawnSimulator(
  { port, stateFile, controlKey, push }: SimulatorSettings,
  onGone: (exitCode: number | null) => void,
): Promise<KeptProcess> {
  const environment = {
    WX_SIM_PORT: String(port),
    WX_SIM_STATE: stateFile,
    WX_SIM_KEY: controlKey,
    WX_SIM_PUSH_TOKEN: push.token,
    WX_SIM_PUSH_KEY: push.aesKey,
  }
  const entry = path.join(__dirname, 'wechat-simulator.ts')
  return keepProcess({ entry, name: 'simulated WeChat', environment, portVariable: 'WX_SIM_PORT' }, onGone)
}

/** Starts the simulated provider of SMS and keeps it going. @throws Error when it does not start */
export function spawnSmsSimulator(
  { port, stateFile, controlKey }: SmsSimulatorSettings,
  onGone: (exitCode: number | null) => void,
): Promise<KeptProcess> {
  const environment = { SMS_SIM_PORT: String(port), SMS_SIM_STATE: stateFile, SMS_SIM_KEY: controlKey }
  const entry = path.join(__dirname, 'sms-simulator.ts')
  return keepProcess({ entry, name: 'simulated SMS', environment, portVariable: 'SMS_SIM_PORT' }, onGone)
}
