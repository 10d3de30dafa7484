import { Text, View } from '@tarojs/components'
import type { ClaimState } from '#shared/claim-machine'
import type { EnrolmentState } from '#shared/enrolments'
import { Icon, type IconName } from './icon'
import './status-tag.scss'

/** ok: good and done; wait: somebody else is working on it; stop: it needs the reader; quiet: over. */
export type Tone = 'ok' | 'wait' | 'stop' | 'quiet'

const icons: Record<Tone, IconName> = { ok: 'done', wait: 'clock', stop: 'alert', quiet: 'info' }

/** A state: colour, icon and word together, never colour alone. */
export function StatusTag({ tone, text }: { tone: Tone; text: string }) {
  return (
    <View className={`tag tag--${tone}`}>
      <Icon name={icons[tone]} size="s" />
      <Text>{text}</Text>
    </View>
  )
}

/** How a claim's state looks to its worker. */
export function toneOfClaim(state: ClaimState): Tone {
  if (state === 'paid') return 'ok'
  if (state === 'needs_info' || state === 'pay_failed' || state === 'refused' || state === 'held')
    return 'stop'
  if (state === 'withdrawn') return 'quiet'
  return 'wait'
}

/** How an enrolment's state looks to its worker. */
export const toneOfEnrolment: Record<EnrolmentState, Tone> = {
  enrolled: 'wait',
  attending: 'wait',
  passed: 'ok',
  failed: 'stop',
  dropped: 'quiet',
}
