import * as v from 'valibot'
import { recordId } from './primitives'

/** What is asked about a claim before anybody decides; which of them depends on its rule. */
export const claimCheckLabels = {
  identity: '身份',
  hours: '课时',
  exam: '考试',
  certificate: '证书',
  in_list: '目录',
  period: '政策期限',
  insurance: '失业保险',
  employee_proof: '用人单位',
  attendance: '考勤疑点',
  duplicates: '重复嫌疑',
  limits: '次数和期限',
  sanctions: '信用',
  account: '收款账户',
} as const
export type ClaimCheckName = keyof typeof claimCheckLabels
export const claimCheckNames = Object.keys(claimCheckLabels) as [ClaimCheckName, ...ClaimCheckName[]]

/** `no_data`: no register that could say so is connected; a person has to look. Never the same as passed. */
export const claimCheckStandings = ['pass', 'fail', 'no_data'] as const
export type ClaimCheckStanding = (typeof claimCheckStandings)[number]
export const claimCheckStandingLabels: Record<ClaimCheckStanding, string> = {
  pass: '没发现问题',
  fail: '有问题',
  no_data: '要人核对',
}

/** One check by machine, with what it rests on in words for an officer; no personal data. */
export const machineCheck = v.object({
  name: v.picklist(claimCheckNames),
  standing: v.picklist(claimCheckStandings),
  evidence: v.string(),
})
export type MachineCheck = v.InferOutput<typeof machineCheck>

/** Why two claims may be one and the same, or one person behind two. Each has innocent reasons, too: a person judges. */
export const likenessLabels = {
  same_trade: '同一个人、同一工种',
  mobile: '同一个手机号',
  card: '同一张收款卡',
  name_birth: '同名、同一天生',
  device: '同一部手机申领',
} as const
export type Likeness = keyof typeof likenessLabels
export const likenesses = Object.keys(likenessLabels) as [Likeness, ...Likeness[]]

/** One side of a comparison: what may be shown of a claim, masked. */
const side = {
  nameMasked: v.string(),
  residentIdMasked: v.string(),
  mobileMasked: v.string(),
  cardMasked: v.string(),
  classTitle: v.string(),
  institutionName: v.string(),
  bookedOn: v.string(),
  submittedOn: v.string(),
}
export const comparedSide = v.object(side)
export type ComparedSide = v.InferOutput<typeof comparedSide>

/** A claim that may be the same as the one under review. */
export const suspectView = v.object({
  id: recordId,
  claimNo: v.string(),
  stateText: v.string(),
  /** What both have in common. */
  likenesses: v.array(v.picklist(likenesses)),
  ...side,
})
export type SuspectView = v.InferOutput<typeof suspectView>
