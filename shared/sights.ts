import * as v from 'valibot'
import type { Role } from './people'
import { instant, recordId } from './primitives'

/**
 * On which occasions somebody else sees data of a person: what they see, and what for. A route that shows such data names
 * its occasion, and everybody finds in 谁看过我的信息 who looked (个人信息保护法 第四十五条、第五十一条).
 */
export const sightKinds = {
  review_queue: { what: '打星号的姓名、申领的工种和金额', why: '排队审核' },
  claim: { what: '申领材料，姓名、证号、手机号都打星号', why: '审核申领' },
  class_roster: { what: '打星号的姓名和证号，课时、考试、证书', why: '办班' },
  attendance_flags: { what: '打星号的姓名、签到里要核对的事', why: '核对上课' },
  apprentices: { what: '打星号的姓名和证号，每年的课时和考核', why: '办学徒班、审核学徒班' },
  payable: { what: '打星号的姓名，银行和卡号后四位，金额', why: '准备打款' },
  payout_batch: { what: '打星号的姓名，银行和卡号后四位，金额', why: '打款' },
  bank_file: { what: '没打星号的姓名和收款卡号，金额', why: '交给银行打款' },
  message_ledger: { what: '打星号的姓名，哪条消息发没发到', why: '查消息发没发到' },
  correction_queue: { what: '打星号的姓名和证号', why: '更正身份信息的申请排队' },
  identity_papers: { what: '没打星号的姓名和证件号码', why: '核对更正身份信息的申请' },
} as const satisfies Record<string, { what: string; why: string }>
export type SightKind = keyof typeof sightKinds
export const sightKindNames = Object.keys(sightKinds) as [SightKind, ...SightKind[]]

/** Who looks, in the words of the person who is looked at. A name is not said: the office answers for its people. */
export const viewerLabels: Readonly<Record<Role, string>> = {
  worker: '班组长',
  institution: '培训机构',
  evaluator: '评价机构',
  housing: '住建部门',
  hr: '人社部门',
  finance: '财政部门',
  policy_editor: '政策编辑',
  policy_approver: '政策审批',
  admin: '系统管理员',
  desk: '办事窗口',
}

/** Somebody saw data of the signed-in person: once a day for each viewer, occasion and case. */
export const sightView = v.object({
  id: recordId,
  /** Office, or the institution or evaluation body by its name. */
  who: v.string(),
  what: v.string(),
  why: v.string(),
  at: instant,
})
export type SightView = v.InferOutput<typeof sightView>

export const sightListQuery = v.strictObject({ cursor: v.optional(recordId) })
export const sightListView = v.object({ items: v.array(sightView), nextCursor: v.nullable(v.string()) })
export type SightListView = v.InferOutput<typeof sightListView>
