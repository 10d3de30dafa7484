import type { CrewMemberState } from '#shared/crews'
import type { Tone } from '../../components/status-tag'

/** How the state of a row looks: `stop` is for the reader to do. */
export const toneOfMember: Record<CrewMemberState, Tone> = {
  faulty: 'stop',
  unconfirmed: 'wait',
  asked: 'stop',
  confirmed: 'ok',
  declined: 'quiet',
  expired: 'quiet',
}
