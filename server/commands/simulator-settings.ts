import path from 'node:path'
import * as v from 'valibot'

/** What can be set about the simulated WeChat; all of it may be left out. */
export interface SimulatorSettings {
  /** 0: any free port. */
  port: number
  /** Where its state is kept, so that a kill loses nothing. */
  stateFile: string
  controlKey: string
  /** Message push as entered on the simulated platform. */
  push: { token: string; aesKey: string }
}

const LOOPBACK = /^(127\.0\.0\.1|localhost)$/
const MESSAGES = {
  WX_SIM_HOST: 'WX_SIM_HOST: the simulated WeChat knows no passwords, so it listens on 127.0.0.1 only',
  WX_SIM_PORT: 'WX_SIM_PORT is a whole number from 0 to 65535',
  WX_SIM_KEY: 'WX_SIM_KEY has 16 characters or more',
  WX_SIM_PUSH_TOKEN: 'WX_SIM_PUSH_TOKEN has 3 to 32 letters and digits',
  WX_SIM_PUSH_KEY: 'WX_SIM_PUSH_KEY has 43 letters and digits',
}

const variables = v.object({
  WX_SIM_HOST: v.optional(v.pipe(v.string(), v.regex(LOOPBACK, MESSAGES.WX_SIM_HOST)), '127.0.0.1'),
  WX_SIM_PORT: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, MESSAGES.WX_SIM_PORT),
      v.transform(Number),
      v.maxValue(65_535, MESSAGES.WX_SIM_PORT),
    ),
    '4100',
  ),
  WX_SIM_STATE: v.optional(v.string()),
  WX_SIM_KEY: v.optional(v.pipe(v.string(), v.minLength(16, MESSAGES.WX_SIM_KEY))),
  WX_SIM_PUSH_TOKEN: v.optional(
    v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{3,32}$/, MESSAGES.WX_SIM_PUSH_TOKEN)),
  ),
  WX_SIM_PUSH_KEY: v.optional(v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{43}$/, MESSAGES.WX_SIM_PUSH_KEY))),
})

/**
 * Reads the settings of the simulated WeChat; what is not set is made up.
 * @param randomHex so many random hexadecimal digits
 * @throws Error with a sentence for each setting that cannot be
 */
export function readSimulatorSettings(
  environment: Record<string, string | undefined>,
  randomHex: (digits: number) => string,
): SimulatorSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = v.safeParse(variables, given, { abortPipeEarly: true })
  if (!parsed.success) throw new Error(parsed.issues.map(({ message }) => message).join('\n'))
  const set = parsed.output
  return {
    port: set.WX_SIM_PORT,
    stateFile: path.resolve(set.WX_SIM_STATE ?? 'data/wechat-simulator.json'),
    controlKey: set.WX_SIM_KEY ?? randomHex(48),
    push: { token: set.WX_SIM_PUSH_TOKEN ?? randomHex(32), aesKey: set.WX_SIM_PUSH_KEY ?? randomHex(43) },
  }
}
