import { useState } from 'react'
import type { ClaimListView, ClaimSummary } from '#shared/claims'
import { api } from '../../api/endpoints'
import { useCommand, type Command } from '../../hooks/use-command'
import { useQuery, type Query } from '../../hooks/use-query'

export type Show = 'waiting' | 'mine' | 'contested' | 'held' | 'decided'

export interface ClaimPages {
  query: Query<ClaimListView>
  /** All pages that have been read, each claim once. */
  items: readonly ClaimSummary[]
  /** Reads the next page; null when this is all. */
  more: Command<[string]>
  nextCursor: string | null
  /** Starts again from the first page. */
  reload: () => Promise<void>
}

interface LaterPages {
  /** The answer that they continue: when the first page is asked again, they are out of date. */
  after: ClaimListView
  items: readonly ClaimSummary[]
  nextCursor: string | null
}

/** The office's list, page by page. */
export function useClaimPages(show: Show): ClaimPages {
  const query = useQuery(() => api.reviewQueue(show), { cacheKey: `review-${show}` })
  const [later, setLater] = useState<LaterPages | null>(null)
  const first = query.data
  const valid = later && later.after === first ? later : null
  const more = useCommand(async (_key: string, cursor: string) => {
    if (!first) return
    const page = await api.reviewQueue(show, cursor)
    setLater({ after: first, items: [...(valid?.items ?? []), ...page.items], nextCursor: page.nextCursor })
  })
  return {
    query,
    items: once([...(first?.items ?? []), ...(valid?.items ?? [])]),
    more,
    nextCursor: valid ? valid.nextCursor : (first?.nextCursor ?? null),
    reload: query.reload,
  }
}

/** A claim that moved while one was reading may be on two pages. */
function once(items: readonly ClaimSummary[]): ClaimSummary[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}
