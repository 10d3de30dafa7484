import type { PolicyVersionView } from '#shared/policy-versions'
import { Notice } from '../../../components/notice'

/** A draft that was sent back: by whom, and what has to be mended; gone once it is reviewed again. */
export function ReturnedNotice({ view: { state, desk } }: { view: PolicyVersionView }) {
  const decided = (desk?.history ?? []).filter(
    ({ event }) => event === 'return_to_draft' || event === 'review',
  )
  const last = decided.at(-1)
  if (state !== 'draft' || last?.event !== 'return_to_draft') return null
  return (
    <Notice tone="wait" title={`${last.actorName ?? ''}退回修改`}>
      {last.detail}
    </Notice>
  )
}
