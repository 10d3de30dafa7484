import * as v from 'valibot'

/**
 * Every way in which the server says no (RFC 9457): one code, one HTTP status, one Chinese title.
 * The `detail` of an answer says what happened this time and what to do next.
 */
export const problems = {
  unreadable_body: { status: 400, title: '内容没有传完整' },
  not_signed_in: { status: 401, title: '请先登录' },
  login_code_expired: { status: 401, title: '登录超时，请再试一次' },
  not_allowed: { status: 403, title: '您没有这项权限' },
  second_factor_needed: { status: 403, title: '请再输一次验证码' },
  not_found: { status: 404, title: '没有找到' },
  method_not_allowed: { status: 405, title: '不支持这样操作' },
  phone_code_expired: { status: 409, title: '没有取到手机号' },
  not_in_this_state: { status: 409, title: '现在不能这样做' },
  changed_meanwhile: { status: 409, title: '内容刚刚有变化' },
  already_claimed: { status: 409, title: '这笔补贴已经申领过' },
  claim_blocked: { status: 409, title: '现在还不能申领' },
  amount_changed: { status: 409, title: '金额有变化' },
  conditions_not_met: { status: 409, title: '条件还没有满足' },
  identity_needed: { status: 409, title: '先填身份信息' },
  account_needed: { status: 409, title: '先填收款账户' },
  no_subsidy: { status: 409, title: '现在报名领不到补贴' },
  learning_elsewhere: { status: 409, title: '您在别处学着' },
  code_refused: { status: 409, title: '没签上' },
  class_clash: { status: 409, title: '跟别的班撞了' },
  class_full: { status: 409, title: '名额已满' },
  same_reviewer: { status: 409, title: '两级审核不能是同一个人' },
  already_used: { status: 409, title: '已经登记过' },
  version_not_ready: { status: 409, title: '这一步还缺条件' },
  body_too_large: { status: 413, title: '内容太大' },
  invalid_fields: { status: 422, title: '有几处需要改' },
  idempotency_conflict: { status: 422, title: '同一次提交的内容前后不同' },
  too_many_requests: { status: 429, title: '点得太快了，请稍等' },
  unexpected: { status: 500, title: '这边出了差错，您填的没有丢' },
  wechat_unavailable: { status: 503, title: '微信暂时连不上' },
  not_ready: { status: 503, title: '服务正在启动' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

/** One wrong field: JSON pointer, stable code, sentence for the person who filled it in. */
export const fieldError = v.object({ pointer: v.string(), code: v.string(), detail: v.string() })
export type FieldError = v.InferOutput<typeof fieldError>

/** Body of `application/problem+json`. */
export const problemBody = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.string(),
  instance: v.string(),
  code: v.picklist(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
  errors: v.optional(v.array(fieldError)),
  permittedEvents: v.optional(v.array(v.string())),
  claimNo: v.optional(v.string()),
})
export type ProblemBody = v.InferOutput<typeof problemBody>

/** What a problem may carry beside its code. */
export interface ProblemExtras {
  detail?: string
  errors?: FieldError[]
  permittedEvents?: string[]
  claimNo?: string
}

/** A refusal on its way to the client. Thrown by services; turned into an answer in one place only. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly extras: ProblemExtras

  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(extras.detail ?? problems[code].title)
    this.name = 'Problem'
    this.code = code
    this.extras = extras
  }
}
