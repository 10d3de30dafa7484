import type { ClientSession } from 'mongoose'
import {
  likenessLabels,
  type ClaimCheckName,
  type ClaimCheckStanding,
  type MachineCheck,
} from '#shared/claim-checks'
import type { ExplanationLine, ReviewCheck } from '#shared/claims'
import { chineseDay } from '#shared/subsidy-calendar'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { openSignsAbout } from '../attendance/attendance-flags.service'
import { lastLookUp } from '../certificates/proven-certificates.service'
import type { Context } from '../context'
import { shanghaiDate } from '../programme-clock'
import { assessRecords, checksFor, type ClaimAssessment } from './claim-assessment'
import type { ClaimRecords } from './claim-facts'
import { blockText, limitsOn } from './claim-limits'
import { listNotes, listRefusal } from './claim-listing'
import { otherHoldersOfCard } from './claim-payment.service'
import { suspectsOf, type Suspect } from './claim-suspects.service'
import type { Claim } from './claim.model'

/** What machines found about a claim, and the claims that may be the same. */
export interface ClaimFindings {
  checks: MachineCheck[]
  suspects: Suspect[]
}

/** Which check answers for which condition of a rule. */
const ofCondition: Readonly<Record<string, ClaimCheckName>> = {
  minHours: 'hours',
  apprenticeshipYears: 'hours',
  examPassed: 'exam',
  certificate: 'certificate',
  inPeriod: 'period',
  inCity: 'in_list',
  insuranceMonths: 'insurance',
  employee: 'employee_proof',
}

/**
 * Looks at a claim once more with the records and lists of this moment, under the policy version of its day: what was true
 * when it was made need not be true when it is decided. Nothing here decides; a person does.
 */
export async function findingsOf(
  { deployment }: Pick<Context, 'deployment'>,
  claim: Claim,
  records: ClaimRecords,
  tx: ClientSession | null = null,
): Promise<ClaimFindings> {
  const policy = deployment.policies.pinned(claim.policy)
  const assessed = assessRecords(policy, records, shanghaiDate(claim.submittedAt))
  const suspects = await suspectsOf(claim, records, tx)
  const checks = [
    identityCheck(records),
    ...conditionChecks(assessed),
    ...(await lookUpCheck(records, tx)),
    listCheck(policy, records),
    await attendanceCheck(records, tx),
    duplicateCheck(suspects),
    await limitCheck(policy, { claim, records, assessed }, tx),
    creditCheck(records),
    await accountCheck(claim, tx),
  ]
  return { checks: worstOfEach(checks), suspects }
}

/** What persons have to tick: by the rule, and wherever a claim may be another's double. */
export function checksNeeded(claim: Claim, suspects: readonly Suspect[]): ReviewCheck[] {
  return [...checksFor(claim.trace), ...(suspects.length === 0 ? [] : (['duplicates'] as const))]
}

function check(name: ClaimCheckName, standing: ClaimCheckStanding, evidence: string): MachineCheck {
  return { name, standing, evidence }
}

/** That a number is well formed proves nobody's identity: whether it is theirs, a person compares with the document. */
function identityCheck({ person }: ClaimRecords): MachineCheck {
  return person.identity
    ? check('identity', 'no_data', '证件号码校验位对。没有接通公安核验，请对照证件')
    : check('identity', 'fail', '没有登记身份')
}

/** The conditions of the rule as the records stand now. */
function conditionChecks({ explained }: ClaimAssessment): MachineCheck[] {
  if (!explained) return [check('period', 'fail', '附件里这一行现在没有对应的条款')]
  return explained.lines.flatMap(({ condition, text, standing }) => {
    const name = ofCondition[condition]
    return name ? [check(name, standingOf(name, standing), text)] : []
  })
}

/** What a worker declared is no proof: a person looks at the employer's paper. */
function standingOf(name: ClaimCheckName, standing: ExplanationLine['standing']): ClaimCheckStanding {
  if (standing === 'missing') return 'fail'
  if (standing === 'unknown') return 'no_data'
  return name === 'employee_proof' ? 'no_data' : 'pass'
}

async function lookUpCheck({ enrolment }: ClaimRecords, tx: ClientSession | null): Promise<MachineCheck[]> {
  if (!enrolment.certificate) return []
  const found = await lastLookUp(enrolment._id, tx)
  const on = found?.checkedOn ? `（${chineseDay(found.checkedOn)}）` : ''
  switch (found?.standing) {
    case 'verified':
      return [check('certificate', 'pass', `全国联网查询一致${on}`)]
    case 'differs':
      return [check('certificate', 'fail', `全国联网查询${on}：${found.differences.join('、')}`)]
    case 'revoked':
      return [check('certificate', 'fail', `全国联网查询${on}：已被注销`)]
    case 'not_found':
      return [check('certificate', 'no_data', `全国联网查询${on}还查不到，请核对证书`)]
    default:
      return [check('certificate', 'no_data', '还没有联网查过，请核对证书')]
  }
}

function listCheck(policy: SubsidyPolicy, records: ClaimRecords): MachineCheck {
  const refusal = listRefusal(policy, records)
  if (refusal !== null) return check('in_list', 'fail', refusal)
  const unknown = listNotes(policy, records)
  return unknown.length === 0
    ? check('in_list', 'pass', '上课、发证那天，机构都在目录里')
    : check('in_list', 'no_data', unknown.map(({ sentence }) => sentence).join('；'))
}

async function attendanceCheck(
  { enrolment: { classId, workerId } }: ClaimRecords,
  tx: ClientSession | null,
): Promise<MachineCheck> {
  const { open, doubtful } = await openSignsAbout(classId, workerId, tx)
  if (doubtful.length > 0) return check('attendance', 'fail', `看过，有疑问：${doubtful.join('、')}`)
  if (open.length > 0) return check('attendance', 'fail', `还没有人看：${open.join('、')}`)
  return check('attendance', 'pass', '没有疑点，或都看过、有合理解释')
}

function duplicateCheck(suspects: readonly Suspect[]): MachineCheck {
  if (suspects.length === 0)
    return check('duplicates', 'pass', '证件、手机、收款卡、同名同生日、申领的手机，都没有和别的申领重合')
  const reasons = new Set(suspects.flatMap(({ likenesses }) => likenesses))
  const words = [...reasons].map((reason) => likenessLabels[reason]).join('、')
  return check('duplicates', 'fail', `${String(suspects.length)}笔申领：${words}`)
}

async function limitCheck(
  policy: SubsidyPolicy,
  { claim, records, assessed }: { claim: Claim; records: ClaimRecords; assessed: ClaimAssessment },
  tx: ClientSession | null,
): Promise<MachineCheck> {
  const claimedOn = shanghaiDate(claim.submittedAt)
  const { blocks } = await limitsOn(policy, { records, assessed, claimedOn, made: claim }, tx)
  return blocks.length === 0
    ? check('limits', 'pass', '没有超过办法规定的次数和期限')
    : check('limits', 'fail', blocks.map((block) => blockText(policy, block)).join('；'))
}

/** A grade is no record of sanctions, so it never passes by itself. */
function creditCheck({ institution, partner }: ClaimRecords): MachineCheck {
  const words = [institution, ...(partner ? [partner] : [])].map(({ name, credit }) =>
    credit ? `${name}：${credit.grade}（${chineseDay(credit.asOf)}）` : `${name}：没有信用记录`,
  )
  return check('sanctions', 'no_data', `${words.join('；')}。没有接通处罚记录`)
}

/** Whose card it is only the bank knows; a card that others use as well is how money is collected for people. */
async function accountCheck(claim: Claim, tx: ClientSession | null): Promise<MachineCheck> {
  const others = await otherHoldersOfCard(claim, tx)
  return others > 0
    ? check('account', 'fail', `这张卡还有${String(others)}个人在用`)
    : check('account', 'no_data', '没有别人用这张卡。没有接通社保卡核验，请核对')
}

/** One line for each check: the gravest standing, and all that was found. */
function worstOfEach(checks: readonly MachineCheck[]): MachineCheck[] {
  const order: readonly ClaimCheckStanding[] = ['fail', 'no_data', 'pass']
  const names = [...new Set(checks.map(({ name }) => name))]
  return names.map((name) => {
    const found = checks.filter((each) => each.name === name)
    const standing = order.find((each) => found.some((one) => one.standing === each)) ?? 'no_data'
    return { name, standing, evidence: found.map(({ evidence }) => evidence).join('；') }
  })
}
