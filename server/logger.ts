import { pino, type DestinationStream, type Logger } from 'pino'

export type { Logger }

/** Attributes that may carry personal data or secrets if somebody logs an object by mistake. */
const redacted = [
  'authorization',
  'code',
  'token',
  'openid',
  'residentIdNumber',
  'identityNumber',
  'mobileNumber',
  'cardNumber',
  'name',
  'body',
].flatMap((field) => [field, `*.${field}`, `*.*.${field}`])

/**
 * The log: one JSON line an event, a static message, data in flat attributes, never a body.
 * @param destination where lines go; standard output when left out
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, redact: { paths: redacted, censor: '[redacted]' } }
  return destination ? pino(options, destination) : pino(options)
}
