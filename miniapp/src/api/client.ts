import { request as sendOver } from '../platform/http'
import { ApiProblem, offlineProblem, problemFrom, timeoutProblem } from './api-problem'

/** How long the phone waits for one answer, in milliseconds. */
const patience = 12_000
/** Pauses before the second and third attempt of a read, in milliseconds. */
const pauses = [400, 1_200]

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path after `/api`. */
  path: string
  body?: unknown
  /** One per tap, the same on every attempt of that tap; the server then does the work once. */
  idempotencyKey?: string
  /** Part of signing in: goes without a token, and renewing one would wait for itself. */
  isSigningIn?: true
  /** Goes without a token although somebody is signed in: the server is not to know who asks. */
  isAnonymous?: true
}

/** Who is signed in, as far as the client must know it. */
export interface Credentials {
  token(): string | null
  /** Signs in again without asking; false when only the person can. Called once per refused request. */
  renew(): Promise<boolean>
}

let credentials: Credentials = { token: () => null, renew: () => Promise.resolve(false) }

/** Called once by `session.ts`: the client itself knows nothing of people. */
export function setCredentials(source: Credentials): void {
  credentials = source
}

let secondFactor: (words: string) => Promise<boolean> = () => Promise.resolve(false)

/** Called once by `second-factor.ts`: how the person is asked for a code. @param ask gives whether it was shown */
export function setSecondFactor(ask: (words: string) => Promise<boolean>): void {
  secondFactor = ask
}

/**
 * Sends one request, and once more when the person had to show the second factor first.
 * @throws {ApiProblem} always, and nothing else
 */
export async function send<T>(request: ApiRequest): Promise<T> {
  try {
    return await sendSignedIn<T>(request)
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.code !== 'second_factor_needed') throw problem
    if (!(await secondFactor(problem.message))) throw problem
    return sendSignedIn<T>(request)
  }
}

/**
 * Sends one request and gives the answer's body.
 * Reads, and commands with a key, are tried again when the connection breaks; a refused token is renewed once.
 */
async function sendSignedIn<T>(request: ApiRequest): Promise<T> {
  const token = credentials.token()
  try {
    return await attempt<T>(request)
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.code !== 'not_signed_in' || request.isSigningIn)
      throw problem
    const renewed = credentials.token() !== token || (token !== null && (await credentials.renew()))
    if (!renewed) throw problem
    return attempt<T>(request)
  }
}

async function attempt<T>(request: ApiRequest): Promise<T> {
  const repeatable = request.method === 'GET' || request.idempotencyKey !== undefined
  for (const pause of repeatable ? pauses : []) {
    try {
      return await once<T>(request)
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || !isWorthRepeating(problem, request)) throw problem
      await wait(pause)
    }
  }
  return once<T>(request)
}

/** A time-out has cost 12 seconds already: only the person decides to wait again. */
function isWorthRepeating(problem: ApiProblem, request: ApiRequest): boolean {
  return problem.code === 'offline' || (request.method === 'GET' && problem.code === 'not_ready')
}

async function once<T>(request: ApiRequest): Promise<T> {
  const answer = await sendOver({
    url: `${API_BASE}/api${request.path}`,
    method: request.method,
    header: headers(request),
    timeout: patience,
    dataType: 'json',
    ...(request.body === undefined ? {} : { data: JSON.stringify(request.body) }),
  }).catch((reason: unknown) => {
    throw /time?out|timed out/i.test(describe(reason)) ? timeoutProblem() : offlineProblem()
  })
  if (answer.statusCode >= 200 && answer.statusCode < 300) return answer.data as T
  throw problemFrom(answer.statusCode, answer.data)
}

function headers(request: ApiRequest): Record<string, string> {
  const token = request.isSigningIn || request.isAnonymous ? null : credentials.token()
  return {
    ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    ...(request.idempotencyKey === undefined ? {} : { 'Idempotency-Key': request.idempotencyKey }),
  }
}

function describe(reason: unknown): string {
  if (typeof reason === 'object' && reason !== null && 'errMsg' in reason) return String(reason.errMsg)
  return String(reason)
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
