import type { ClientSession } from 'mongoose'
import type { PolicyVersionView } from '#shared/policy-versions'
import type { Actor, Command, Context } from '../context'
import { findPeople } from '../people/person.service'
import { versionAt, type PolicyVersion } from './policy-lookup.service'
import { presentVersion, type NameOf } from './policy-version.presenter'

/** What any step with a version may be refused for. */
export const stepProblems = ['not_in_this_state', 'changed_meanwhile', 'version_not_ready'] as const

/** The names of everybody who did something with a version. */
export async function namesAtDesk(stored: PolicyVersion, tx: ClientSession | null = null): Promise<NameOf> {
  const ids = stored.history.flatMap(({ actorId }) => (actorId ? [actorId] : []))
  const people = await findPeople(ids, tx)
  return (id) => (id && people.get(id.toHexString())?.displayName) ?? null
}

/** A version as this person sees it. */
export async function showVersion(
  context: Context,
  actor: Actor | null,
  stored: PolicyVersion,
  tx: ClientSession | null = null,
): Promise<PolicyVersionView> {
  return presentVersion(context, stored, { actor, nameOf: await namesAtDesk(stored, tx) })
}

/** A request for a step: with the version, and the revision that was on the screen. */
interface StepCall extends Command {
  params: { id: string }
  body: { revision: number }
}

/**
 * Takes a step with the version that was on the screen, and shows what became of it.
 * @throws Problem `not_found`, `changed_meanwhile`, and whatever the step itself refuses
 */
export async function takeStep(
  call: StepCall,
  step: (stored: PolicyVersion) => Promise<PolicyVersion>,
): Promise<{ body: PolicyVersionView }> {
  const { revision } = call.body
  const stored = await versionAt(call.actor, call.params.id, { revision, tx: call.tx })
  return { body: await showVersion(call, call.actor, await step(stored), call.tx) }
}
