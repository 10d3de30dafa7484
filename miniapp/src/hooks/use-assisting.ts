import { useSyncExternalStore } from 'react'
import { assistedVisit, onSessionChange } from '../api/session'

/** The visit at the service desk in which a clerk acts for the signed-in person; null when nobody does. */
export function useAssisting(): string | null {
  return useSyncExternalStore(onSessionChange, assistedVisit, assistedVisit)
}
