import type { ApprenticeshipView } from '#shared/apprenticeships'
import type { Query } from '../../../hooks/use-query'

/** An apprenticeship on the screen, and where what the server answers goes. */
export interface ProgrammeProps {
  of: ApprenticeshipView
  query: Query<ApprenticeshipView>
}
