import type { ClaimPreview } from '#shared/claims'
import { claimStateLabels } from '#shared/claim-machine'
import type { Actor, Context } from '../context'
import { ownEnrolment } from '../enrolments/enrolment.service'
import { employmentOf, maskedAccount } from '../people/person.service'
import { entitlementKeyOf, looksAtEmployment, recordsOf, type ClaimAssessment } from './claim-assessment'
import { assessOn, basisOf, type ClaimBasis } from './claim-basis'
import type { ClaimRecords } from './claim-facts'
import { blockText, limitsOn, type ClaimLimits } from './claim-limits'
import { claimedElsewhere, standingClaim } from './claim-lookup.service'
import type { Claim } from './claim.model'

/** Everything the worker sees before the one tap: prefilled, explained, with what is in the way. */
export async function previewClaim(
  context: Context,
  actor: Actor,
  enrolmentId: string,
): Promise<ClaimPreview> {
  const { deployment, moment } = context
  const records = await recordsOf(await ownEnrolment(actor, enrolmentId))
  const basis = basisOf(deployment.policies, records, moment.today)
  const assessed = assessOn(basis, records, moment.today)
  const key = assessed.candidate && entitlementKeyOf(basis.policy, assessed.candidate, records)
  const earlier = await standingClaim(records.enrolment._id, key)
  const limits = await limitsOn(basis.policy, { records, assessed, claimedOn: moment.today })
  const missing = missingFor(records, { basis, assessed, limits }, earlier)
  return {
    enrolmentId,
    tradeSeq: records.item.tradeSeq,
    classTitle: records.item.title,
    institutionName: records.institution.name,
    rule: assessed.explained,
    mayClaim: missing.length === 0,
    missing,
    blocks: blocksFor(basis, limits, earlier),
    claimBy: limits.window && { lastDay: limits.window.lastDay, text: limits.window.sentence },
    account: maskedAccount(deployment.cipher, records.person),
    employment: employmentOf(records.person),
    employmentNeeded: looksAtEmployment(assessed.candidate),
    sharedWith: sharedWith(looksAtEmployment(assessed.candidate)),
    existingClaim:
      earlier && earlier.workerId.equals(actor.personId)
        ? { id: earlier._id.toHexString(), claimNo: earlier.claimNo }
        : null,
  }
}

/** An earlier claim for the same training or certificate is named by its number instead. */
function blocksFor({ policy }: ClaimBasis, { blocks }: ClaimLimits, earlier: Claim | null): Blocks {
  if (earlier) return []
  return blocks.map((each) => ({ reason: each.reason, text: blockText(policy, each), until: each.until }))
}

type Blocks = ClaimPreview['blocks']
type Missing = ClaimPreview['missing'][number]

function missingFor(
  records: ClaimRecords,
  { basis, assessed, limits }: { basis: ClaimBasis; assessed: ClaimAssessment; limits: ClaimLimits },
  earlier: Claim | null,
): Missing[] {
  if (earlier && !earlier.workerId.equals(records.person._id)) return [claimedElsewhere(earlier)]
  if (earlier) {
    const text = `已经申领过，回执号${earlier.claimNo}，现在${claimStateLabels[earlier.state]}`
    return [{ text, fix: 'none' }]
  }
  if (basis.refusal !== null) return [{ text: basis.refusal, fix: 'none' }]
  if (!assessed.explained) return [{ text: '目录里这个工种没有对应的补贴条款', fix: 'none' }]
  const open = assessed.explained.lines.filter(
    (line) => line.standing === 'missing' || line.standing === 'unknown',
  )
  return [
    ...limits.blocks.map((each): Missing => ({ text: blockText(basis.policy, each), fix: 'none' })),
    ...open.map((line): Missing => ({
      text: line.text,
      fix: line.condition === 'employee' ? 'employment' : 'institution',
    })),
    ...(records.person.identity ? [] : [{ text: '还没填身份信息', fix: 'identity' as const }]),
    ...(records.person.payeeAccount ? [] : [{ text: '还没填收款账户', fix: 'account' as const }]),
  ]
}

function sharedWith(employment: boolean): string[] {
  const records = employment ? '课时、考试、证书和用人单位' : '课时、考试和证书'
  return [
    `住建部门、人社部门：姓名、身份证号、手机号，${records}`,
    '财政和银行：姓名、收款账户和金额',
    '培训机构看不到您的收款账户',
  ]
}
