import { useEffect, useSyncExternalStore } from 'react'
import Taro, { useDidShow } from '@tarojs/taro'
import type { MeView } from '#shared/people'
import { onSessionChange, refreshMe, signedInAs } from '../api/session'
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
    showUnread(unread)
    void refresh.run()
  })
  useEffect(() => showUnread(unread), [unread])
  return me
}

function showUnread(unread: number): void {
  const shown =
    unread === 0
      ? Taro.removeTabBarBadge({ index: messagesTab })
      : Taro.setTabBarBadge({ index: messagesTab, text: unread > 99 ? '99+' : String(unread) })
  // Refused while another page lies on top of the tab; it is said again when the tab comes back into view.
  shown.catch(() => undefined)
}
