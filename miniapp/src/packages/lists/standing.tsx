import { listStandingLabels, type ListStanding } from '#shared/list-period'
import { StatusTag, type Tone } from '../../components/status-tag'

const tones: Record<ListStanding, Tone> = { listed: 'ok', unknown: 'quiet', outside: 'stop' }

/** How a body stands in its list today. */
export function Standing({ of }: { of: ListStanding }) {
  return <StatusTag tone={tones[of]} text={listStandingLabels[of]} />
}
