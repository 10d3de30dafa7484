import { useSyncExternalStore } from 'react'
import { keep, readKept } from '../platform/storage'
import { systemTextScale } from '../platform/system-text'
import { typeScales, type TypeScale } from './tokens'

const place = 'device:type-scale'
const listeners = new Set<() => void>()
let chosen: TypeScale | null = readKept<TypeScale>(place)

/** The reader's own choice, otherwise the nearest step to the system's text size. */
export function typeScale(): TypeScale {
  return chosen ?? nearestScale(systemTextScale())
}

/** Chooses for this phone, from now on. */
export function chooseTypeScale(scale: TypeScale): void {
  chosen = scale
  keep(place, scale)
  for (const listener of listeners) listener()
}

/** The type scale now; the page draws itself again when the reader changes it. */
export function useTypeScale(): TypeScale {
  return useSyncExternalStore(subscribe, typeScale, typeScale)
}

/** The smallest step that is not smaller than the system's text, at most 1.4. */
export function nearestScale(factor: number): TypeScale {
  return typeScales.find((scale) => scale >= factor - 0.05) ?? 1.4
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
