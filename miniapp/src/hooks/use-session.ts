import { useSyncExternalStore } from 'react'
import type { MeView } from '#shared/people'
import { onSessionChange, signedInAs } from '../api/session'

/** The signed-in person, or null. The page draws itself again when that changes. */
export function useSession(): MeView | null {
  return useSyncExternalStore(onSessionChange, signedInAs, signedInAs)
}
