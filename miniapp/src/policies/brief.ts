import bundled from '#seeds/policies/lyg-2020-housing-skills.brief.json'
import type { PolicyBrief } from '#shared/policy-brief'
import { keep, readKept } from '../platform/storage'

/** The phone's, not a person's: it outlives signing out. */
const place = 'device:policy-brief'
let current: PolicyBrief | null = null

/** What the first pages say of the policy: of the newest one that the phone has, without opening its rules. */
export function policyBrief(): PolicyBrief {
  if (current === null) {
    const kept = readKept<PolicyBrief>(place)
    // One that an earlier program kept may lack what this one reads; the rules are fetched again soon.
    current = kept !== null && 'fields' in kept ? kept : (bundled as PolicyBrief)
  }
  return current
}

/** Takes the brief of a policy that has just been fetched and checked. */
export function rememberBrief(brief: PolicyBrief): void {
  current = brief
  keep(place, brief)
}
