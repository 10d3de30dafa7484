import type { Middleware } from 'koa'
import { Problem, problems, type FieldError, type ProblemBody, type ProblemCode } from '#shared/problem'
import type { RequestState } from './request-context'

/** Turns whatever was thrown into one `application/problem+json` answer. The only place that does. */
export const answerProblems: Middleware<RequestState> = async (ctx, next) => {
  try {
    await next()
    if (ctx.status === 404 && ctx.body === undefined) throw new Problem('not_found')
    if (ctx.status === 405 || ctx.status === 501) throw new Problem('method_not_allowed')
  } catch (error) {
    const problem = toProblem(error)
    const log = ctx.state.log
    if (problem.code === 'unexpected') log.error({ err: error }, 'request failed unexpectedly')
    const body = problemBodyOf(problem, ctx.state.requestId)
    ctx.status = body.status
    ctx.body = JSON.stringify(body)
    ctx.type = 'application/problem+json; charset=utf-8'
    ctx.state.problemCode = problem.code
    if (body.status === 429) ctx.set('Retry-After', '10')
  }
}

/** The answer's body for a problem. */
export function problemBodyOf(problem: Problem, requestId: string): ProblemBody {
  const { status, title } = problems[problem.code]
  const { detail, ...extras } = problem.extras
  return {
    type: `/problems/${problem.code}`,
    title,
    status,
    detail: detail ?? defaultDetails[problem.code] ?? title,
    instance: requestId,
    code: problem.code,
    ...extras,
  }
}

/** 422 with every wrong field. */
export function invalidFields(errors: FieldError[]): Problem {
  return new Problem('invalid_fields', { errors, detail: errors.map((error) => error.detail).join('；') })
}

const defaultDetails: Partial<Record<ProblemCode, string>> = {
  not_signed_in: '登录已过期，请重新登录',
  not_found: '可能已被移走，请返回上一页重新打开',
  unexpected: '请过一会儿再试；还不行就把编号告诉窗口',
  changed_meanwhile: '请刷新后再操作',
  too_many_requests: '请等10秒再点',
  not_ready: '请过几秒再试',
  wechat_unavailable: '请过一会儿再试',
}

/** An address that koa or the router cannot decode carries status 400; everything else is ours to explain. */
function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const status =
    typeof error === 'object' && error !== null ? (error as { status?: unknown }).status : undefined
  return new Problem(status === 400 ? 'not_found' : 'unexpected')
}
