import type { SimulatedAnswer } from './answers'

/** `hang` and `drop-after-commit` do the work and lose the answer; `truncate` sends half of it. */
export const FAULT_KINDS = [
  'errcode',
  'http500',
  'html',
  'hang',
  'drop-after-commit',
  'truncate',
  'control-characters',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** An order to spoil a call that is still to come. */
export interface Fault {
  path: string
  kind: FaultKind
  /** 1 = the next call of this path. */
  nth: number
  /** How many calls in a row. */
  times: number
  errcode: number
  /** False: the spoilt call does no work, even where its kind usually lets it. */
  commit: boolean
}

/** Takes the fault that falls on this call, counting the call for all others of its path. */
export function takeFault(faults: Fault[], path: string): Fault | null {
  const ordered = faults.filter((fault) => fault.path === path)
  const due = ordered.find((fault) => fault.nth <= 1) ?? null
  for (const fault of ordered) if (fault.nth > 1) fault.nth -= 1
  if (due) {
    due.times -= 1
    if (due.times <= 0) faults.splice(faults.indexOf(due), 1)
  }
  return due
}

/** Whether the endpoint runs before its answer is spoilt. */
export function isWorkDone(fault: Fault): boolean {
  return fault.commit && fault.kind !== 'errcode' && fault.kind !== 'http500' && fault.kind !== 'html'
}

/** What goes over the line instead; `drop` cuts it, `hang` leaves it open for ever. */
export function spoil(
  kind: Exclude<FaultKind, 'errcode'>,
  answer: SimulatedAnswer | null,
): SimulatedAnswer | 'hang' | 'drop' {
  const html = '<html><body>Service temporarily unavailable</body></html>'
  const body = String(answer?.body ?? '{"errcode":0,"errmsg":"ok"}')
  const asBefore = { status: 200, contentType: answer?.contentType ?? 'text/plain', errcode: 0 }
  switch (kind) {
    case 'hang':
      return 'hang'
    case 'drop-after-commit':
      return 'drop'
    case 'truncate':
      return { ...asBefore, body: body.slice(0, Math.floor(body.length / 2)) }
    case 'control-characters':
      return { ...asBefore, body: body.replace('"', '\u0001"').replace(/"ok"/, '"o\u0007k"') }
    case 'html':
      return { status: 200, contentType: 'text/html', body: html, errcode: 0 }
    case 'http500':
      return { status: 500, contentType: 'text/html', body: html, errcode: 0 }
  }
}
