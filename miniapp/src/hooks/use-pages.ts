import { useState } from 'react'
import { useCommand, type Command } from './use-command'
import { useAfterNetworkReturn, useQuery, type Query } from './use-query'

/** One page of a list as the server gives it. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

export interface Pages<P> {
  /** The list as far as it has been asked for; only its first page is kept on the phone. */
  query: Query<P>
  /** Fetches the next page; null when there is none. */
  more: Command<[]> | null
}

/**
 * A list that comes in pages. A fresh first page puts the list back to its beginning, so that nothing is shown twice.
 * @param ask asks for the page at a cursor, null for the first
 * @param cacheKey null = the first page is kept nowhere
 */
export function usePages<T, P extends Page<T>>(
  ask: (cursor: string | null) => Promise<P>,
  cacheKey: string | null,
): Pages<P> {
  const first = useQuery(() => ask(null), { cacheKey })
  const [rest, setRest] = useState<{ after: P; pages: P[] } | null>(null)
  const pages = rest !== null && rest.after === first.data ? rest.pages : []
  const cursor = (pages.at(-1) ?? first.data)?.nextCursor ?? null
  const more = useCommand(async () => {
    if (cursor === null || first.data === null) return
    setRest({ after: first.data, pages: [...pages, await ask(cursor)] })
  })
  useAfterNetworkReturn({ problem: more.problem, loading: more.busy }, more.run)
  const items = first.data && [...first.data.items, ...pages.flatMap((page) => page.items)]
  return {
    query: { ...first, data: first.data && items && { ...first.data, items } },
    more: cursor === null ? null : more,
  }
}
