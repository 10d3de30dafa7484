import { parse } from 'lossless-json'

/**
 * Reads a body of WeChat's, whatever its content type says. Raw control characters, which WeChat lets through, become
 * spaces; a whole number too large for a double (message ids) comes back as a string with every digit.
 * @returns the object, or null when the body is not a JSON object
 */
export function readWechatJson(body: string): Record<string, unknown> | null {
  try {
    const value = parse(body.replace(/\p{Cc}/gu, ' '), undefined, {
      parseNumber: exactNumber,
      onDuplicateKey: keepLast,
    })
    return isObject(value) ? value : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function exactNumber(text: string): number | string {
  const value = Number(text)
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value
}

function keepLast({ newValue }: { newValue: unknown }): unknown {
  return newValue
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
