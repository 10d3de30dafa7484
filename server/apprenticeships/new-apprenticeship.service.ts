import { Types } from 'mongoose'
import type { NewApprenticeshipBody } from '#shared/apprenticeships'
import { rowOn } from '#shared/policy-catalogue'
import { Problem, type FieldError } from '#shared/problem'
import { InvalidClass, yearEntries } from '#shared/subsidy-apprenticeship'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Command } from '../context'
import { invalidFields } from '../http/problem'
import { findInstitution } from '../institutions/institution.service'
import { outsideList } from '../institutions/listing-check'
import type { PolicyEdition } from '../policies/policy-book'
import { Apprenticeships, type Apprenticeship } from './apprenticeship.model'

/**
 * Writes down a programme of the actor's own enterprise, under the policy of today.
 * @throws Problem `not_allowed` to who is no enterprise, `not_in_this_state` when the policy is stopped, `invalid_fields`
 */
export async function beginApprenticeship(
  command: Command,
  body: NewApprenticeshipBody,
): Promise<Apprenticeship> {
  const { actor, moment, tx, deployment } = command
  const enterprise = actor.institutionId && (await findInstitution(actor.institutionId))
  if (enterprise?.kind !== 'enterprise')
    throw new Problem('not_allowed', { detail: '学徒班由企业来办。请用企业的账号登录' })
  const { today } = moment
  const dates = { bookedOn: today, bookedUnder: deployment.policies.inForce.hash, decidingOn: null }
  const edition = deployment.policies.forCase(dates, today)
  if (!edition) throw new Problem('not_in_this_state', { detail: '补贴已经停止，现在不能登记学徒班' })
  const faults = [...policyFaults(edition, body), ...(await partnerFaults(enterprise._id, body))]
  if (faults.length > 0) throw invalidFields(faults)
  const { code, version, preset, hash } = edition.policy
  const { partnerId, ...agreed } = body
  const record = {
    ...{ ...agreed, institutionId: enterprise._id, partnerId: new Types.ObjectId(partnerId) },
    ...{ policy: { code, version, preset, hash }, stage: 0, state: 'planned' as const, revision: 0 },
    ...{ authorIds: [actor.personId], createdAt: moment.programmeNow },
  }
  const [created] = await Apprenticeships.create([record], { session: tx })
  if (!created) throw new Error('The store acknowledged a programme without returning it')
  return created.toObject<Apprenticeship>()
}

function policyFaults(
  { policy, catalogue }: PolicyEdition,
  { tradeSeq, targetLevel, years, startsOn }: NewApprenticeshipBody,
): FieldError[] {
  const trade = rowOn(catalogue, tradeSeq, startsOn)
  const missing = { pointer: '/tradeSeq', code: 'trade', detail: '补贴目录里没有这个工种，请重选' }
  return [...(trade ? [] : [missing]), ...lengthFaults(policy, { targetLevel, years })]
}

function lengthFaults(
  policy: PolicyEdition['policy'],
  { targetLevel, years }: Pick<NewApprenticeshipBody, 'targetLevel' | 'years'>,
): FieldError[] {
  try {
    yearEntries(policy, { targetLevel, years, planned: 1 }, 1)
    return []
  } catch (error) {
    if (!(error instanceof InvalidClass)) throw error
    return [{ pointer: '/years', code: 'years', detail: '文件没有这样的年限或等级，请改年数或等级' }]
  }
}

/** 企校双师: the other side is a training body, in the list on the day on which it begins. */
async function partnerFaults(
  enterpriseId: Types.ObjectId,
  { partnerId, startsOn }: NewApprenticeshipBody,
): Promise<FieldError[]> {
  const at = (detail: string) => [{ pointer: '/partnerId', code: 'partner', detail }]
  const partner = await findInstitution(new Types.ObjectId(partnerId))
  if (!partner) return at('没有这个培训机构，请重选')
  if (partner._id.equals(enterpriseId) || partner.kind === 'enterprise')
    return at('要和企业以外的培训机构一起办，请重选')
  const outside = outsideList([partner], [startsOn])
  if (!outside) return []
  return at(`“${outside.name}”${chineseDay(outside.day)}不在培训机构目录里，请换一家，或改开始日期`)
}
