import { useEffect, useSyncExternalStore } from 'react'
import { useDidShow } from '@tarojs/taro'
import type { MeView } from '#shared/people'
import { onSessionChange, refreshMe, signedInAs } from '../api/session'
import { showTabBadge } from '../platform/tab-badge'
import { useCommand } from './use-command'

/** Which tab carries the number of unread messages. */
const messagesTab = 1

/** The signed-in person, or null. The page draws itself again when that changes. */
export function useSession(): MeView | null {
  return useSyncExternalStore(onSessionChange, signedInAs, signedInAs)
}

/**
 * The same for the pages of the tab bar: whenever one comes into view it asks again who this is and how many messages
 * are unread. Without an answer the last one holds; a refused token has been renewed or given up by then.
 */
export function useFreshSession(): MeView | null {
  const me = useSession()
  const refresh = useCommand(() => refreshMe())
  const unread = me?.unreadCount ?? 0
  useDidShow(() => {
    showTabBadge(messagesTab, unread)
    void refresh.run()
  })
  useEffect(() => showTabBadge(messagesTab, unread), [unread])
  return me
}
