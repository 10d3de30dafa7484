import { problems, type FieldError, type ProblemBody, type ProblemCode } from '#shared/problem'

/** The server's reasons, and the two that the phone finds out by itself. */
export type ApiProblemCode = ProblemCode | 'offline' | 'timeout'

/** A request that did not succeed. `message` can be shown as it is. */
export class ApiProblem extends Error {
  readonly code: ApiProblemCode
  readonly title: string
  readonly errors: readonly FieldError[]
  /** The claim that is in the way, with `already_claimed`. */
  readonly claimNo: string | undefined

  constructor(code: ApiProblemCode, title: string, detail: string, extras: Partial<ProblemBody> = {}) {
    super(detail)
    this.name = 'ApiProblem'
    this.code = code
    this.title = title
    this.errors = extras.errors ?? []
    this.claimNo = extras.claimNo
  }

  /** True when the server may have done the work although no answer came: the same tap must keep its key. */
  get isOutcomeUnknown(): boolean {
    return this.code === 'offline' || this.code === 'timeout' || this.code === 'unexpected'
  }

  /** True when waiting and trying again is all there is to do. */
  get isPassing(): boolean {
    return this.isOutcomeUnknown || this.code === 'not_ready' || this.code === 'wechat_unavailable'
  }
}

/** The phone has no connection, or it broke. */
export function offlineProblem(): ApiProblem {
  return new ApiProblem('offline', '现在没有网络', '连上网后再试一次，您填的没有丢。')
}

export function timeoutProblem(): ApiProblem {
  return new ApiProblem('timeout', '网络太慢', '等了12秒还没有回音，请再试一次，您填的没有丢。')
}

/** Reads an answer that is not 2xx; anything that is not one of our problems counts as the server's fault. */
export function problemFrom(status: number, body: unknown): ApiProblem {
  if (isProblemBody(body)) return new ApiProblem(body.code, body.title, sentenceOf(body), body)
  const code: ProblemCode = status === 503 || status === 502 || status === 504 ? 'not_ready' : 'unexpected'
  return new ApiProblem(code, problems[code].title, '请过一会儿再试。')
}

/**
 * Whatever was thrown, as a problem that can be shown. A fault of the phone's own code is also thrown again, outside
 * of the page, so that the platform's error log sees it.
 */
export function asProblem(reason: unknown): ApiProblem {
  if (reason instanceof ApiProblem) return reason
  setTimeout(() => {
    throw reason
  })
  return problemFrom(500, null)
}

/** With a fault of the server goes the number under which its log has it: the window can look it up. */
function sentenceOf({ code, title, detail, instance }: ProblemBody): string {
  const sentence = detail === '' ? title : detail
  return code === 'unexpected' ? `${sentence}。编号：${instance}` : sentence
}

function isProblemBody(body: unknown): body is ProblemBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    body.code in problems
  )
}
