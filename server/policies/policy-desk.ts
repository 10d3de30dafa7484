import type { ClientSession } from 'mongoose'
import { findPeople } from '../people/person.service'
import type { PolicyVersion } from './policy-lookup.service'
import type { NameOf } from './policy-version.presenter'

/** The names of everybody who did something with a version. */
export async function namesAtDesk(stored: PolicyVersion, tx: ClientSession | null = null): Promise<NameOf> {
  const ids = stored.history.flatMap(({ actorId }) => (actorId ? [actorId] : []))
  const people = await findPeople(ids, tx)
  return (id) => (id && people.get(id.toHexString())?.displayName) ?? null
}
