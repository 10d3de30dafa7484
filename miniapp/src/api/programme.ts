import { useEffect, useSyncExternalStore } from 'react'
import type { StatusView } from '#shared/session'
import { keep, readKept } from '../platform/storage'
import { ApiProblem } from './api-problem'
import { api } from './endpoints'

const place = 'device:programme'
/** After this many milliseconds the day may have changed. */
const staleAfter = 300_000
let current: StatusView | null = readKept<StatusView>(place)
let askedAt = 0
const listeners = new Set<() => void>()

/** Which day it is for the programme and how the policy stands; the last known answer while offline, else null. */
export function useProgramme(): StatusView | null {
  const status = useSyncExternalStore(subscribe, read, read)
  useEffect(() => void askAgain(), [])
  return status
}

/** Today for the rules: the programme's date, or before the first answer the phone's own date in China. */
export function programmeDate(status: StatusView | null): string {
  return status?.programmeDate ?? new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
}

async function askAgain(): Promise<void> {
  if (Date.now() - askedAt < staleAfter) return
  askedAt = Date.now()
  try {
    current = await api.status()
    keep(place, current)
    for (const listener of listeners) listener()
  } catch (reason) {
    // Without an answer the last one holds; the next page asks again.
    askedAt = 0
    if (!(reason instanceof ApiProblem)) throw reason
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): StatusView | null {
  return current
}
