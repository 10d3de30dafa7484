import { reportableTerm, type SearchArea, type UnmetKind, type UnmetSearch } from '#shared/trade-searches'
import { asProblem, type ApiProblem } from '../api/api-problem'
import { api } from '../api/endpoints'
import { newKey } from '../platform/random'
import { keep, readKept } from '../platform/storage'
import { workArea } from './work-area'

interface Outbox {
  waiting: UnmetSearch[]
  /** What this phone has noted in this month, so that a count comes near to a number of people. */
  month: string
  noted: string[]
}

/** The phone's, not a person's: it names nobody, and goes out also after somebody signed out. */
const place = 'device:unmet-searches'
const MOST_WAITING = 100
const MOST_NOTED = 500
const AT_ONCE = 20
/** So long a note waits for the worker to say where, and for others to go out with it, in milliseconds. */
const BEFORE_SENDING = 10_000
/** After a failure; a phone may say that it is connected when nothing gets through. */
const BEFORE_TRYING_AGAIN = 60_000

let timer: ReturnType<typeof setTimeout> | null = null
let sending = false

/** Notes a search for which the annex has nothing, once a month for each term and kind; it goes out a little later. */
export function noteUnmet(query: string, kind: UnmetKind): void {
  const term = reportableTerm(query)
  if (term === null) return
  const outbox = read()
  const mark = `${kind}|${term}`
  if (outbox.noted.includes(mark)) return
  const search = { id: newKey(), term, area: workArea().area, kind }
  write({
    ...outbox,
    waiting: [...outbox.waiting, search].slice(-MOST_WAITING),
    noted: [...outbox.noted, mark].slice(-MOST_NOTED),
  })
  sendLater(BEFORE_SENDING)
}

/** The worker has just said where: what still waits without a place gets it, and goes out now. */
export function placeUnmet(area: SearchArea | null): void {
  const outbox = read()
  write({
    ...outbox,
    waiting: outbox.waiting.map((search) => ({ ...search, area: search.area ?? area })),
  })
  void sendUnmet()
}

/** Sends what waits. Without a network it goes on waiting, also over the end of the program. Never rejects. */
export async function sendUnmet(): Promise<void> {
  if (sending) return
  sending = true
  try {
    for (let batch = next(); batch.length > 0; batch = next()) {
      await api.reportUnmet({ searches: batch })
      drop(batch)
    }
  } catch (reason) {
    // A refusal that will be the same next time, as after an update: nobody misses these few.
    if (mayPass(asProblem(reason))) sendLater(BEFORE_TRYING_AGAIN)
    else drop(next())
  } finally {
    sending = false
  }
}

function sendLater(milliseconds: number): void {
  if (timer !== null) clearTimeout(timer)
  timer = setTimeout(() => void sendUnmet(), milliseconds)
}

function mayPass(problem: ApiProblem): boolean {
  return problem.isPassing || problem.code === 'too_many_requests'
}

function next(): UnmetSearch[] {
  return read().waiting.slice(0, AT_ONCE)
}

/** By id: while a batch was on its way, more may have been noted. */
function drop(batch: readonly UnmetSearch[]): void {
  const outbox = read()
  const ids = new Set(batch.map(({ id }) => id))
  write({ ...outbox, waiting: outbox.waiting.filter(({ id }) => !ids.has(id)) })
}

function read(): Outbox {
  const month = new Date().toISOString().slice(0, 7)
  const kept = readKept<Outbox>(place)
  const waiting = kept?.waiting ?? []
  return kept?.month === month ? kept : { waiting, month, noted: [] }
}

function write(outbox: Outbox): void {
  keep(place, outbox)
}
