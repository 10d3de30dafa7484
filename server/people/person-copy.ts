import type { IdentityBody } from '#shared/people'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { Person } from './person.model'
import { openIdentity } from './person-secrets'

/** Name and numbers in clear, for the copy that the person takes along after proving who they are; null = none given. */
export function identityInClear(cipher: FieldCipher, { _id, identity }: Person): IdentityBody | null {
  return identity && openIdentity(cipher, _id, identity)
}
