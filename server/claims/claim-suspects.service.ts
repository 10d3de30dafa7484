import type { ClientSession, QueryFilter, Types } from 'mongoose'
import { likenesses, type ComparedSide, type Likeness, type SuspectView } from '#shared/claim-checks'
import { claimStateLabels } from '#shared/claim-machine'
import { maskBankCard } from '#shared/identity'
import { peopleLike, type AlikePerson } from '../people/alike-people.service'
import { findPeople, maskedIdentity, type Person } from '../people/person.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import { shanghaiDate } from '../programme-clock'
import { cardNumberOfClaim } from './claim-account'
import type { ClaimRecords } from './claim-facts'
import { Claims, type Claim } from './claim.model'

/** So many are shown, newest first; of the others the count. */
const SHOWN = 10
const MOST = 200

/** A claim that may be the same as another, and what both have in common. */
export interface Suspect {
  claim: Claim
  likenesses: Likeness[]
}

/**
 * Claims that may be for the same training or by the same person under another account: the same card, device, phone, or
 * name and day of birth on somebody else's, or the same trade on one's own. Withdrawn ones ask for nothing. Newest first.
 */
export async function suspectsOf(
  claim: Claim,
  { person, formerAccounts }: Pick<ClaimRecords, 'person' | 'formerAccounts'>,
  tx: ClientSession | null = null,
): Promise<Suspect[]> {
  const alike = await peopleLike(person, tx)
  const own = [claim.workerId, ...formerAccounts]
  const ways: QueryFilter<Claim>[] = [
    { workerId: { $in: own }, tradeSeq: claim.tradeSeq },
    { workerId: { $in: alike.map(({ personId }) => personId) } },
    ...(claim.account.cardIndex === '' ? [] : [{ 'account.cardIndex': claim.account.cardIndex }]),
    ...(claim.deviceHash === undefined ? [] : [{ deviceHash: claim.deviceHash }]),
  ]
  const found = await Claims.find({ $or: ways, _id: { $ne: claim._id }, state: { $ne: 'withdrawn' } })
    .session(tx)
    .sort({ _id: -1 })
    .limit(MOST)
    .lean<Claim[]>()
  return found
    .map((other) => ({ claim: other, likenesses: inCommon(claim, other, { own, alike }) }))
    .filter((suspect) => suspect.likenesses.length > 0)
}

/** On the same account, only the same trade is strange: of course card, device and phone are the same. */
function inCommon(
  claim: Claim,
  other: Claim,
  { own, alike }: { own: readonly Types.ObjectId[]; alike: readonly AlikePerson[] },
): Likeness[] {
  if (own.some((id) => id.equals(other.workerId)))
    return other.tradeSeq === claim.tradeSeq ? ['same_trade'] : []
  const person = alike.find(({ personId }) => personId.equals(other.workerId))
  const found = new Set<Likeness>(person?.likenesses ?? [])
  if (other.account.cardIndex !== '' && other.account.cardIndex === claim.account.cardIndex) found.add('card')
  if (other.deviceHash !== undefined && other.deviceHash === claim.deviceHash) found.add('device')
  return likenesses.filter((each) => found.has(each))
}

/** Suspects as an officer compares them with the claim: everything masked, the same in both columns. */
export async function presentSuspects(
  cipher: FieldCipher,
  claim: Claim,
  suspects: readonly Suspect[],
  tx: ClientSession | null = null,
): Promise<{ own: ComparedSide; others: SuspectView[]; more: number } | null> {
  if (suspects.length === 0) return null
  const shown = suspects.slice(0, SHOWN)
  const people = await findPeople([claim.workerId, ...shown.map((each) => each.claim.workerId)], tx)
  const sideOf = (of: Claim) => presentSide(cipher, of, people.get(of.workerId.toHexString()))
  return {
    own: sideOf(claim),
    others: shown.map(({ claim: other, likenesses: shared }) => ({
      ...{ id: other._id.toHexString(), claimNo: other.claimNo, stateText: claimStateLabels[other.state] },
      likenesses: shared,
      ...sideOf(other),
    })),
    more: suspects.length - shown.length,
  }
}

function presentSide(cipher: FieldCipher, claim: Claim, person: Person | undefined): ComparedSide {
  const identity = person ? maskedIdentity(cipher, person) : null
  return {
    nameMasked: identity?.nameMasked ?? '已注销',
    residentIdMasked: identity?.residentIdMasked ?? '',
    mobileMasked: identity?.mobileMasked ?? '',
    cardMasked: maskBankCard(cardNumberOfClaim(cipher, claim._id, claim.account)),
    ...{ classTitle: claim.classTitle, institutionName: claim.institutionName, bookedOn: claim.bookedOn },
    submittedOn: shanghaiDate(claim.submittedAt),
  }
}
