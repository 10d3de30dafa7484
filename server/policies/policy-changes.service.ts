import { changesBetween } from '#shared/policy-version-changes'
import type { PolicyChangesView } from '#shared/policy-versions'
import type { Actor } from '../context'
import { contentOf } from './policy-edition'
import { visibleVersion, type PolicyVersion } from './policy-lookup.service'

/** What a version changes against the one that it was copied from; nothing to compare for the first. */
export async function changesOf(actor: Actor, stored: PolicyVersion): Promise<PolicyChangesView> {
  if (!stored.basedOn) return { against: null, changes: [] }
  const base = await visibleVersion(actor, stored.basedOn.versionId.toHexString())
  const { code, version, hash } = base
  return { against: { code, version, hash }, changes: changesBetween(contentOf(base), contentOf(stored)) }
}
