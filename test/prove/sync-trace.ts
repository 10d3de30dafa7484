/** What a trace of system calls says about acknowledgements. */
export interface Judgement {
  readonly answers: number
  /** Answers that began before a sync of their data had ended. */
  readonly tooEarly: number
  readonly syncs: number
}

interface Call {
  readonly name: string
  /** What the first argument is open on, for example a file's path or socket:[123]. */
  readonly target: string
  /** The lines of the trace in which the call begins and ends. */
  readonly begin: number
  readonly end: number
  readonly result: number
}

interface Sync {
  readonly begin: number
  readonly end: number
}

const whole = /^(\d+) +(\w+)\(\d+<(.*?)>.* = (-?\d+)/
const begun = /^(\d+) +(\w+)\(\d+<(.*?)>.*<unfinished \.\.\.>$/
const resumed = /^(\d+) +<\.\.\. (\w+) resumed>.* = (-?\d+)/

/**
 * Reads what `strace -f -y` wrote of a store whose connections send only inserts. An answer is in time when, after its
 * request had been read, the data file was written to, and a sync that began after that had ended.
 */
export function judgeTrace(trace: string): Judgement {
  const requests = new Map<string, number>()
  const [writes, syncs]: [number[], Sync[]] = [[], []]
  let [answers, tooEarly] = [0, 0]
  for (const call of callsOf(trace)) {
    const kind = kindOf(call)
    if (kind === 'data written') writes.push(call.end)
    if (kind === 'data synced') syncs.push(call)
    if (kind === 'request read') requests.set(call.target, call.end)
    const request = requests.get(call.target)
    // Nobody asked anything on this socket: it is no client's, for example the TypeScript loader's own.
    if (kind !== 'answer sent' || request === undefined) continue
    answers++
    if (!isSynced({ request, answer: call.begin }, writes, syncs)) tooEarly++
  }
  return { answers, tooEarly, syncs: syncs.length }
}

function kindOf({ name, target, result }: Call): string {
  const writes = /^(p?write|send)/.test(name)
  if (target.startsWith('socket:')) return writes ? 'answer sent' : result > 0 ? 'request read' : 'end'
  if (!target.endsWith('store.mdb')) return 'other'
  if (writes) return 'data written'
  return name.includes('sync') && result === 0 ? 'data synced' : 'other'
}

function isSynced(
  { request, answer }: { request: number; answer: number },
  writes: readonly number[],
  syncs: readonly Sync[],
): boolean {
  const written = writes.find((end) => end > request) ?? Infinity
  return syncs.some(({ begin, end }) => begin > written && end < answer)
}

/** The calls in the order in which they ended. */
function* callsOf(trace: string): Generator<Call> {
  const pending = new Map<string, Omit<Call, 'end' | 'result'>>()
  for (const [line, text] of trace.split('\n').entries()) {
    const call = wholeCall(line, text)
    if (call !== undefined) yield call
    const [, thread, name = '', target = ''] = begun.exec(text) ?? []
    if (thread !== undefined) pending.set(thread, { name, target, begin: line })
    const [, later = '', , outcome] = resumed.exec(text) ?? []
    const start = pending.get(later)
    if (start !== undefined && pending.delete(later)) yield { ...start, end: line, result: Number(outcome) }
  }
}

function wholeCall(line: number, text: string): Call | undefined {
  const [, , name, target = '', result] = whole.exec(text) ?? []
  return name === undefined ? undefined : { name, target, begin: line, end: line, result: Number(result) }
}
