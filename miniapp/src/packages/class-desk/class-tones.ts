import type { ClassState } from '#shared/class-machine'
import type { Tone } from '../../components/status-tag'

const tones: Partial<Record<ClassState, Tone>> = {
  draft: 'quiet',
  returned: 'stop',
  suspended: 'stop',
  approved: 'ok',
  enrolling: 'ok',
  running: 'ok',
  closed: 'quiet',
  cancelled: 'quiet',
}

/** How the state of a class or filing looks: red where somebody has to act, grey where nobody does. */
export function toneOfClass(state: ClassState): Tone {
  return tones[state] ?? 'wait'
}
