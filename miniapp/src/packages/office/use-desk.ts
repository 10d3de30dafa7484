import { useEffect, useState, useSyncExternalStore } from 'react'
import { isH5 } from '../../platform/target'

/** From this width on, the queue and the claim stand side by side. */
const wide = '(min-width: 900px)'

/** True on a browser window wide enough for a desk; always false in WeChat. */
export function useDesk(): boolean {
  return useSyncExternalStore(watch, isWide, () => false)
}

function isWide(): boolean {
  return isH5 && typeof window.matchMedia === 'function' && window.matchMedia(wide).matches
}

function watch(changed: () => void): () => void {
  if (!isH5 || typeof window.matchMedia !== 'function') return () => undefined
  const list = window.matchMedia(wide)
  list.addEventListener('change', changed)
  return () => list.removeEventListener('change', changed)
}

/** J and K on a desk: the next and the previous item, unless somebody is typing or a sheet is open. */
export function useNextAndPrevious(enabled: boolean, move: (by: 1 | -1) => void): void {
  const [latest] = useState({ move })
  latest.move = move
  useEffect(() => {
    if (!isH5 || !enabled) return
    const pressed = (event: KeyboardEvent) => {
      const by = steps[event.key.toLowerCase()]
      const modified = event.ctrlKey || event.metaKey || event.altKey
      if (by !== undefined && !modified && !isBusyElsewhere(event.target)) latest.move(by)
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [enabled, latest])
}

const steps: Record<string, 1 | -1> = { j: 1, k: -1 }

function isBusyElsewhere(target: EventTarget | null): boolean {
  const typing = target instanceof HTMLElement && ['INPUT', 'TEXTAREA'].includes(target.tagName)
  // The platform only hides its dialogue when it is answered.
  const covers = [...document.querySelectorAll('.sheet, .taro__modal')]
  return typing || covers.some((cover) => cover.getClientRects().length > 0)
}
