import path from 'node:path'
import * as v from 'valibot'

/** What can be set about the simulated provider of SMS; all of it may be left out. */
export interface SmsSimulatorSettings {
  /** 0: any free port. */
  port: number
  /** Where its messages are kept, so that a kill loses nothing. */
  stateFile: string
  controlKey: string
}

const LOOPBACK = /^(127\.0\.0\.1|localhost)$/
const MESSAGES = {
  SMS_SIM_HOST:
    'SMS_SIM_HOST: the simulated SMS shows everything to everybody, so it listens on 127.0.0.1 only',
  SMS_SIM_PORT: 'SMS_SIM_PORT is a whole number from 0 to 65535',
  SMS_SIM_KEY: 'SMS_SIM_KEY has 16 characters or more',
}

const variables = v.object({
  SMS_SIM_HOST: v.optional(v.pipe(v.string(), v.regex(LOOPBACK, MESSAGES.SMS_SIM_HOST)), '127.0.0.1'),
  SMS_SIM_PORT: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, MESSAGES.SMS_SIM_PORT),
      v.transform(Number),
      v.maxValue(65_535, MESSAGES.SMS_SIM_PORT),
    ),
    '4101',
  ),
  SMS_SIM_STATE: v.optional(v.string()),
  SMS_SIM_KEY: v.optional(v.pipe(v.string(), v.minLength(16, MESSAGES.SMS_SIM_KEY))),
})

/**
 * Reads the settings of the simulated provider; what is not set is made up.
 * @param newKey makes a key for the control plane
 * @throws Error with a sentence for each setting that cannot be
 */
export function readSmsSimulatorSettings(
  environment: Record<string, string | undefined>,
  newKey: () => string,
): SmsSimulatorSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = v.safeParse(variables, given, { abortPipeEarly: true })
  if (!parsed.success) throw new Error(parsed.issues.map(({ message }) => message).join('\n'))
  const set = parsed.output
  return {
    port: set.SMS_SIM_PORT,
    stateFile: path.resolve(set.SMS_SIM_STATE ?? 'data/sms-simulator.json'),
    controlKey: set.SMS_SIM_KEY ?? newKey(),
  }
}
