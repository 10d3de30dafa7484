import type { ObjectionBody, ObjectionReceipt, PublicityItem, PublicityList } from '#shared/objections'
import { Problem } from '#shared/problem'
import { chineseDay } from '#shared/subsidy-calendar'
import { claimsInPublicity, type Claim } from '../claims/claim-lookup.service'
import { decidedSum } from '../claims/claim-payment.service'
import { advance, lastPublicDayOf } from '../claims/claim-transition'
import type { Actor, Context } from '../context'
import { notify } from '../notifications/notification.service'
import { fileObjection, type FilingContext } from '../objections/objection.service'
import { countTry } from '../people/identity-proof.service'
import { findPeople, maskedIdentity, type MaskedIdentity } from '../people/person.service'

const OBJECTIONS_A_DAY = 5

/** One page of the names that are public now, newest first. A name leaves the list by itself when its days are over. */
export async function publicList(context: Context, cursor: string | undefined): Promise<PublicityList> {
  const { items, nextCursor } = await claimsInPublicity({ cursor })
  const people = await findPeople(items.map(({ workerId }) => workerId))
  return {
    items: items.map((claim) => {
      const person = people.get(claim.workerId.toHexString())
      const identity = person && maskedIdentity(context.deployment.cipher, person)
      if (!identity) throw new Error(`Claim ${claim._id.toHexString()} is public and belongs to nobody`)
      return present(claim, identity)
    }),
    nextCursor,
  }
}

function present(claim: Claim, { nameMasked, residentIdMasked }: MaskedIdentity): PublicityItem {
  return {
    ...{ nameMasked, residentIdMasked },
    id: claim._id.toHexString(),
    tradeName: claim.tradeRow.name,
    institutionName: claim.institutionName,
    amountFen: decidedSum(claim),
    since: claim.publicSince ?? '',
    lastDay: lastPublicDayOf(claim),
    isObjected: claim.state === 'objected',
  }
}

/**
 * Takes an objection against a public name: it is not paid until the HR bureau has answered. The worker learns that there
 * is one, never whose or what it says.
 * @throws Problem `not_found` when the name is not public (any more), `too_many_requests`
 */
export async function objectTo(
  command: FilingContext & { actor: Actor | null; callerTag: string },
  claimId: string,
  { words, isAnonymous }: ObjectionBody,
): Promise<ObjectionReceipt> {
  const { tx, moment, actor, callerTag } = command
  if ((await countTry(`objection:${callerTag}`, moment.now)) > OBJECTIONS_A_DAY)
    throw new Problem('too_many_requests', { detail: '今天提的异议太多了，请打12345' })
  const [claim] = (await claimsInPublicity({ id: claimId, tx })).items
  const lastDay = claim && lastPublicDayOf(claim)
  if (!claim || (lastDay !== null && lastDay !== undefined && lastDay < moment.today))
    throw new Problem('not_found', { detail: '公示已经结束，不在名单上了。有问题请打12345' })
  await advance({ tx, moment, actor: null }, claim, { event: 'object', role: 'system' })
  const personId = isAnonymous ? null : (actor?.personId ?? null)
  const filed = await fileObjection(command, { claimId: claim._id, kind: 'objection', personId, words })
  await notify(command, {
    personId: claim.workerId,
    claimId: claim._id,
    kind: 'objection_filed',
    values: { due: filed.dueOn === null ? '尽快' : `${chineseDay(filed.dueOn)}前` },
  })
  return filed
}
