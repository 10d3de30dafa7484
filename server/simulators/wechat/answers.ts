import type { SimulatorContext } from './simulator-context'

/** A request after its body has been read. */
export interface SimulatedRequest {
  method: string
  path: string
  query: URLSearchParams
  body: string
  /** The body as it came, where it is no text. */
  bytes: Uint8Array
}

export interface SimulatedAnswer {
  status: number
  contentType: string
  body: string | Uint8Array
  /** WeChat's code, for the list of calls; 0 is success. */
  errcode: number
}

export type Endpoint = (
  request: SimulatedRequest,
  context: SimulatorContext,
) => SimulatedAnswer | Promise<SimulatedAnswer>

export const WECHAT_JSON = 'application/json; encoding=utf-8'

/** @param fields JSON text of an object, already written, because a message id has more digits than a number can hold */
export function success(fields: string, contentType = WECHAT_JSON): SimulatedAnswer {
  return { status: 200, contentType, body: fields, errcode: 0 }
}

/** Business errors come with HTTP 200 and a tail that names the request: second, then two random words, in hex. */
export function failure(
  context: SimulatorContext,
  errcode: number,
  errmsg: string,
  style: { separator: string; contentType: string } = { separator: ' ', contentType: WECHAT_JSON },
): SimulatedAnswer {
  const words = [Math.floor(context.now() / 1000), randomWord(context), randomWord(context)]
  const rid = words.map((word) => word.toString(16).padStart(8, '0')).join('-')
  const body = JSON.stringify({ errcode, errmsg: `${errmsg}${style.separator}rid: ${rid}` })
  return { status: 200, contentType: style.contentType, body, errcode }
}

function randomWord(context: SimulatorContext): number {
  return Math.floor(context.options.random() * 0x1_0000_0000)
}

/** The POST body as an object, or WeChat's answer to what is none. */
export function readObject(
  request: SimulatedRequest,
  context: SimulatorContext,
): { fields: Record<string, unknown> } | { refusal: SimulatedAnswer } {
  if (request.method !== 'POST') return { refusal: failure(context, 43002, 'require POST method') }
  if (request.body === '') return { refusal: failure(context, 44002, 'empty post data') }
  try {
    const value: unknown = JSON.parse(request.body)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { fields: value as Record<string, unknown> }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return { refusal: failure(context, 47001, 'data format error') }
}

export function textIn(fields: Record<string, unknown>, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}
