import { timingSafeEqual } from 'node:crypto'
import * as v from 'valibot'
import { smsOutboxPage } from './sms-outbox-page'
import type { SmsPlane } from './sms-simulator'

export interface ControlCall {
  method: string
  /** What stands behind `/__sim/`. */
  name: string
  key: string
  body: string
}

export interface ControlAnswer {
  status: number
  contentType: string
  text: string
}

const times = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1)
const faultOrder = v.variant('kind', [
  v.strictObject({ kind: v.literal('code'), code: v.string(), times }),
  v.strictObject({ kind: v.literal('drop-after-commit'), times }),
  v.strictObject({ kind: v.literal('hang'), times }),
])
const readOrder = v.pipe(v.string(), v.parseJson(), faultOrder)

/** Reading the outbox is open to a browser on this machine, ordering faults needs the key. */
export function control({ method, name, key, body }: ControlCall, plane: SmsPlane): ControlAnswer {
  if (method === 'GET' && name === 'outbox') return json(200, { messages: plane.outbox.all() })
  if (method === 'GET' && name === 'outbox.html')
    return { status: 200, contentType: 'text/html; charset=utf-8', text: smsOutboxPage(plane.outbox.all()) }
  if (!isKey(key, plane.options.controlKey)) return json(403, { problem: 'x-sim-key is missing or wrong' })
  if (method !== 'POST' || name !== 'fault') return json(404, { problem: 'no such order' })
  const order = v.safeParse(readOrder, body)
  if (!order.success) return json(422, { problem: order.issues.map(({ message }) => message).join('; ') })
  const { times: count, ...fault } = order.output
  plane.faults.push(...Array.from({ length: count }, () => fault))
  return json(200, {})
}

function isKey(given: string, expected: string | undefined): boolean {
  if (expected === undefined) return false
  const [left, right] = [Buffer.from(given), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function json(status: number, value: object): ControlAnswer {
  return { status, contentType: 'application/json; charset=utf-8', text: JSON.stringify(value) }
}
