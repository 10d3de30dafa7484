import type { ClientSession, Types } from 'mongoose'
import type { Person } from '../people/person.service'
import { AccountDeletions, type AccountDeletion } from './account-deletion.model'

/**
 * Accounts of the same person that were deleted after something was paid to them, the first one first. Whoever begins
 * anew must not be paid anew: what the old account was paid counts for as long as the payment is kept.
 */
export async function formerAccountsOf(
  { identity }: Pick<Person, 'identity'>,
  tx: ClientSession | null,
): Promise<Types.ObjectId[]> {
  if (!identity) return []
  const found = await AccountDeletions.find({ payeeIndex: identity.residentIdIndex })
    .sort({ _id: 1 })
    .session(tx)
    .lean<AccountDeletion[]>()
  return found.map(({ personId }) => personId)
}
