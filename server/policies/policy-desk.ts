import type { ClientSession, Types } from 'mongoose'
import type { PolicyVersionEvent } from '#shared/policy-version-machine'
import type { PolicyVersionView } from '#shared/policy-versions'
import { Problem } from '#shared/problem'
import type { Actor, Command, Context } from '../context'
import { findPeople } from '../people/person.service'
import { isAtDesk, versionAt, type PolicyVersion } from './policy-lookup.service'
import { keepRefusal, refusalsOf } from './policy-refusals.service'
import { presentVersion, type NameOf } from './policy-version.presenter'

/** What any step with a version may be refused for. */
export const stepProblems = ['not_in_this_state', 'changed_meanwhile', 'version_not_ready'] as const

/** The names of these people. */
export async function namesOf(
  ids: readonly (Types.ObjectId | null)[],
  tx: ClientSession | null = null,
): Promise<NameOf> {
  const people = await findPeople(
    ids.flatMap((id) => id ?? []),
    tx,
  )
  return (id) => (id && people.get(id.toHexString())?.displayName) ?? null
}

/** The names of everybody who did something with a version. */
export function namesAtDesk(stored: PolicyVersion, tx: ClientSession | null = null): Promise<NameOf> {
  return namesOf(
    stored.history.map(({ actorId }) => actorId),
    tx,
  )
}

/** A version as this person sees it. */
export async function showVersion(
  context: Context,
  actor: Actor | null,
  stored: PolicyVersion,
  tx: ClientSession | null = null,
): Promise<PolicyVersionView> {
  const refusals = isAtDesk(actor) ? await refusalsOf(stored) : []
  const ids = [...stored.history, ...refusals].map(({ actorId }) => actorId)
  return presentVersion(context, stored, { actor, refusals, nameOf: await namesOf(ids, tx) })
}

/** A request for a step: with the version, and the revision that was on the screen. */
interface StepCall extends Command {
  params: { id: string }
  body: { revision: number }
}

/**
 * Takes a step with the version that was on the screen, and shows what became of it. Where it is refused, the version's
 * history says so.
 * @throws Problem `not_found`, `changed_meanwhile`, and whatever the step itself refuses
 */
export async function takeStep(
  call: StepCall,
  event: PolicyVersionEvent,
  step: (stored: PolicyVersion) => Promise<PolicyVersion>,
): Promise<{ body: PolicyVersionView }> {
  const { revision } = call.body
  const stored = await versionAt(call.actor, call.params.id, { revision, tx: call.tx })
  // After the transaction's first reading: a step committed later than that collides with this one, and the repetition
  // looks at the book again. Looked at before it, two versions could be put in force at the same moment.
  await call.deployment.policies.refresh(call.moment.today)
  const taken = await step(stored).catch(async (error: unknown) => {
    if (error instanceof Problem) await keepRefusal(call, stored, event, error)
    throw error
  })
  return { body: await showVersion(call, call.actor, taken, call.tx) }
}
