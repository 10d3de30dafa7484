import type { ClientSession } from 'mongoose'
import type { Role } from '#shared/people'
import { policyVersionStates, type PolicyVersionState } from '#shared/policy-version-machine'
import { Problem } from '#shared/problem'
import type { Actor } from '../context'
import { PolicyVersions, type PolicyVersion } from './policy-version.model'

export type { PolicyVersion } from './policy-version.model'

/** Versions that decide, decided or will decide about money: everybody may read them. */
const PUBLIC: readonly PolicyVersionState[] = ['scheduled', 'active', 'superseded', 'closed']

/** Who makes policy versions: both see drafts; which step is whose, the table says. */
export const policyDesk: readonly Role[] = ['policy_editor', 'policy_approver']

/** Whether this person sits at the policy desk. */
export function isAtDesk(actor: Actor | null): boolean {
  return actor?.roles.some((role) => policyDesk.includes(role)) ?? false
}

/** All versions that this person may see, newest first. */
export function visibleVersions(actor: Actor | null): Promise<PolicyVersion[]> {
  const states = isAtDesk(actor) ? policyVersionStates : PUBLIC
  return PolicyVersions.find({ state: { $in: states } })
    .select('-content')
    .sort({ code: 1, version: -1 })
    .limit(200)
    .lean<PolicyVersion[]>()
    .exec()
}

/** @throws Problem `not_found`, also for a draft that this person may not see */
export async function visibleVersion(
  actor: Actor | null,
  id: string,
  tx: ClientSession | null = null,
): Promise<PolicyVersion> {
  const found = await PolicyVersions.findById(id).session(tx).lean<PolicyVersion>()
  if (!found || (!PUBLIC.includes(found.state) && !isAtDesk(actor))) throw new Problem('not_found')
  return found
}

/** @throws Problem `changed_meanwhile` */
export async function versionAt(
  actor: Actor,
  id: string,
  { revision, tx }: { revision: number; tx: ClientSession },
): Promise<PolicyVersion> {
  const found = await visibleVersion(actor, id, tx)
  if (found.revision !== revision) throw new Problem('changed_meanwhile')
  return found
}
