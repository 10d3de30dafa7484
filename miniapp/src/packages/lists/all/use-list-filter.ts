import { useState } from 'react'
import type { ListFilter } from '../../../api/list-endpoints'

/** What narrows a list down, and the way back to all of it. */
export function useListFilter(): {
  filter: ListFilter
  change: (filter: ListFilter) => void
  clear: () => void
  /** Counts how often it was cleared: as a key it empties the field, too. */
  turn: number
} {
  const [{ filter, turn }, set] = useState<{ filter: ListFilter; turn: number }>({ filter: {}, turn: 0 })
  return {
    filter,
    turn,
    change: (next) => set({ filter: next, turn }),
    clear: () => set({ filter: {}, turn: turn + 1 }),
  }
}
