import type { ApprenticeshipState } from '#shared/apprenticeship-machine'
import type { Tone } from '../../components/status-tag'

/** How a stage of an apprenticeship looks in a list. */
export const toneOfApprenticeship: Readonly<Record<ApprenticeshipState, Tone>> = {
  planned: 'wait',
  filed: 'wait',
  housing_accepted: 'wait',
  accepted: 'ok',
  returned: 'stop',
}
