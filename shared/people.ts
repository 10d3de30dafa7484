import * as v from 'valibot'
import { consentGiven } from './consents'
import { bankCardNumber, mobileNumber, personName, readableLine } from './identity'
import { identityNumber } from './identity-documents'
import { instant, isoDate, recordId } from './primitives'

/** Roles of this release. A person may hold several; that nobody decides twice on a claim is the claim machine's guard. */
export const roles = [
  'worker',
  'institution',
  'evaluator',
  'housing',
  'hr',
  'finance',
  'policy_editor',
  'policy_approver',
  'admin',
  'desk',
] as const
export type Role = (typeof roles)[number]

export const roleLabels: Record<Role, string> = {
  worker: '工人',
  institution: '培训机构',
  evaluator: '评价机构',
  housing: '住建部门',
  hr: '人社部门',
  finance: '财政拨付',
  policy_editor: '政策编辑',
  policy_approver: '政策审批',
  admin: '系统管理',
  desk: '便民服务台',
}

/** What may prove employment (企业职工, clause （九）（十）); which of them counts is setting A22 of the policy. */
export const employmentProofKinds = ['labour_contract', 'social_insurance', 'real_name_registration'] as const
export const employmentProofLabels: Record<(typeof employmentProofKinds)[number], string> = {
  labour_contract: '劳动合同',
  social_insurance: '社保缴费记录',
  real_name_registration: '工地实名制登记',
}

export const identityBody = v.strictObject({
  name: personName,
  /** The number of the identity card, or of a permit of somebody from Hong Kong, Macao or Taiwan. */
  residentIdNumber: identityNumber,
  mobileNumber: mobileNumber,
})
export type IdentityBody = v.InferOutput<typeof identityBody>

/** What the form sends: without a number, the one that WeChat vouched for just now counts. */
export const saveIdentityBody = v.strictObject({
  ...identityBody.entries,
  mobileNumber: v.exactOptional(mobileNumber),
  consent: consentGiven,
})
export type SaveIdentityBody = v.InferOutput<typeof saveIdentityBody>

export const payeeAccountBody = v.strictObject({ bankName: readableLine(40), cardNumber: bankCardNumber })
export type PayeeAccountBody = v.InferOutput<typeof payeeAccountBody>

/** What the worker's own form sends. */
export const savePayeeAccountBody = v.strictObject({ ...payeeAccountBody.entries, consent: consentGiven })
export type SavePayeeAccountBody = v.InferOutput<typeof savePayeeAccountBody>

export const employmentBody = v.strictObject({
  employerName: readableLine(60),
  proofKind: v.picklist(employmentProofKinds, '请选一种证明'),
  proofNumber: readableLine(40),
  employedSince: isoDate,
})
export type EmploymentBody = v.InferOutput<typeof employmentBody>

/** The payee account as anybody may see it: bank and last four digits. */
export const payeeAccountView = v.object({
  bankName: v.string(),
  cardMasked: v.string(),
  confirmedAt: instant,
})
export type PayeeAccountView = v.InferOutput<typeof payeeAccountView>

export const employmentView = v.object({
  employerName: v.string(),
  proofKind: v.picklist(employmentProofKinds),
  proofNumber: v.string(),
  employedSince: v.string(),
})
export type EmploymentView = v.InferOutput<typeof employmentView>

/** The signed-in person; personal data masked, even to themselves (a stranger may hold the phone). */
export const meView = v.object({
  id: recordId,
  displayName: v.string(),
  roles: v.array(v.picklist(roles)),
  /** The training institution or evaluation body that somebody of its staff works for. */
  institutionName: v.nullable(v.string()),
  identity: v.nullable(
    v.object({ nameMasked: v.string(), residentIdMasked: v.string(), mobileMasked: v.string() }),
  ),
  payeeAccount: v.nullable(payeeAccountView),
  employment: v.nullable(employmentView),
  unreadCount: v.number(),
})
export type MeView = v.InferOutput<typeof meView>
