import { useSyncExternalStore } from 'react'
import type { SearchArea } from '#shared/trade-searches'
import { keep, readKept } from '../platform/storage'

/** Where the worker works, as far as they said: asked once, and 不说 is an answer, too. */
export interface WorkArea {
  area: SearchArea | null
  asked: boolean
}

const place = 'device:work-area'
const unasked: WorkArea = { area: null, asked: false }
const listeners = new Set<() => void>()
let current: WorkArea | null = null

/** The answer so far. */
export function workArea(): WorkArea {
  current ??= readKept<WorkArea>(place) ?? unasked
  return current
}

/** Takes an answer, for this phone and from now on; null = rather not. */
export function chooseWorkArea(area: SearchArea | null): void {
  current = { area, asked: true }
  keep(place, current)
  for (const listener of listeners) listener()
}

/** The answer so far; the page draws itself again when it changes. */
export function useWorkArea(): WorkArea {
  return useSyncExternalStore(subscribe, workArea, workArea)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
