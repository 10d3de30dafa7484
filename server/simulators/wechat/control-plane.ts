import { timingSafeEqual } from 'node:crypto'
import type { SimulatedAnswer, SimulatedRequest } from './answers'
import { obey, type ControlPlane } from './control-orders'
import { outboxPage } from './outbox-page'

/** What stands under `/__sim/`: reading the outbox is open to a browser on this machine, the rest needs the key. */
export function control(request: SimulatedRequest, key: string, plane: ControlPlane): SimulatedAnswer {
  const name = request.path.replace('/__sim/', '')
  const shown = request.method === 'GET' ? showOutbox(name, plane) : null
  if (shown) return shown
  if (!isSame(key, plane.context.options.controlKey))
    return json(403, { problem: 'x-sim-key is missing or wrong' })
  return request.method === 'GET' ? report(name, plane) : carryOut(name, request.body, plane)
}

function showOutbox(name: string, { context }: ControlPlane): SimulatedAnswer | null {
  const { outbox } = context.state
  if (name === 'outbox') return json(200, { messages: outbox })
  if (name !== 'outbox.html') return null
  const body = outboxPage(outbox, context.options.templates)
  return { status: 200, contentType: 'text/html; charset=utf-8', body, errcode: 0 }
}

function report(name: string, plane: ControlPlane): SimulatedAnswer {
  if (name === 'calls') return json(200, { calls: plane.calls })
  if (name === 'pushes') return json(200, { pushes: plane.context.push?.records() ?? [] })
  return json(404, { problem: 'no such report' })
}

function carryOut(name: string, body: string, plane: ControlPlane): SimulatedAnswer {
  const result = obey(name, readJson(body), plane)
  if (result === null) return json(404, { problem: 'no such order' })
  if ('invalid' in result) return json(422, { problem: result.invalid })
  return 'complaint' in result ? json(404, { problem: result.complaint }) : json(200, result.done)
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Undefined for what is no JSON, which every schema refuses. */
function readJson(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function json(status: number, value: object): SimulatedAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(value), errcode: 0 }
}
