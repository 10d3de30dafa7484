import { useRef } from 'react'
import type { InstitutionClassView, RosterEntryView } from '#shared/classes'
import type { Query } from '../../hooks/use-query'

/** Puts an answered line in its place. Results of several people may be on their way at once: each goes into the newest list. */
export function useRoster(
  of: InstitutionClassView,
  query: Query<InstitutionClassView>,
): (changed: RosterEntryView) => void {
  const newest = useRef(of)
  newest.current = of
  return (changed) => {
    const roster = newest.current.roster.map((each) =>
      each.enrolmentId === changed.enrolmentId ? { ...changed, attendance: each.attendance } : each,
    )
    newest.current = { ...newest.current, roster }
    query.replace(newest.current)
  }
}
