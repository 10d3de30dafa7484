import type { PolicyVersionState } from '#shared/policy-version-machine'
import type { PolicyVersionListView, PolicyVersionSummary } from '#shared/policy-versions'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Tone } from '../../components/status-tag'

/** How a version's state looks on the desk. */
export const toneOfVersion: Record<PolicyVersionState, Tone> = {
  draft: 'wait',
  reviewed: 'wait',
  approved: 'wait',
  scheduled: 'wait',
  active: 'ok',
  superseded: 'quiet',
  closed: 'quiet',
}

/** From when, and until when, a version decides. */
export function reignText({ state, activeFrom, closedOn }: PolicyVersionSummary): string {
  if (activeFrom === null) return state === 'active' ? '从一开始就用这一版' : '还没定从哪天起用'
  const since = `${chineseDay(activeFrom)}起用`
  if (closedOn !== null) return `${since}，${chineseDay(closedOn)}停`
  return state === 'scheduled' ? `${chineseDay(activeFrom)}开始用` : since
}

/** The beginning of the fingerprint: enough to compare two versions by eye. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8)
}

/** Who made a version, and in which part; nobody for the one that came with the programme, and for whom that does not concern. */
export function makersOf({
  people,
}: PolicyVersionListView['items'][number]): { part: string; name: string }[] {
  const { authorNames = [], reviewerName = null, approverName = null } = people ?? {}
  return [
    { part: '起草', name: authorNames.join('、') },
    { part: '复核', name: reviewerName ?? '' },
    { part: '批准', name: approverName ?? '' },
  ].filter(({ name }) => name !== '')
}
