import {
  failure,
  readObject,
  success,
  textIn,
  type Endpoint,
  type SimulatedAnswer,
  type SimulatedRequest,
} from './answers'
import type { SimulatorContext } from './simulator-context'
import type { IssuedToken } from './simulator-state'

const LIFETIME_MS = 7_200_000
const GRACE_MS = 300_000
const FORCE_GAP_MS = 30_000
const FORCES_PER_DAY = 20
const DAY_MS = 86_400_000
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{100,512}$/

/** POST /cgi-bin/stable_token: the same token until five minutes are left, then a new one beside it. */
export const stableToken: Endpoint = (request, context) => {
  const read = readObject(request, context)
  if ('refusal' in read) return read.refusal
  const { fields } = read
  const refusal = refuseCredentials(context, {
    grantType: textIn(fields, 'grant_type'),
    appId: textIn(fields, 'appid'),
    secret: textIn(fields, 'secret'),
    wrongSecret: 40125,
  })
  if (refusal) return refusal
  const now = context.now()
  const current = currentToken(context, 'stable')
  const isForced =
    fields['force_refresh'] === true && now - (context.state.forcedAt.at(-1) ?? -Infinity) >= FORCE_GAP_MS
  if (isForced) {
    context.state.forcedAt = context.state.forcedAt.filter((at) => at > now - DAY_MS)
    if (context.state.forcedAt.length >= FORCES_PER_DAY)
      return failure(context, 45009, 'reach max api daily quota limit')
    context.state.forcedAt.push(now)
  } else if (current && current.expiresAt - now > GRACE_MS) {
    return tokenAnswer(current, now)
  }
  return tokenAnswer(issue(context, 'stable'), now)
}

/** GET /cgi-bin/token: every call makes a new token. Nothing of ours uses it; it must not disturb the stable one. */
export const legacyToken: Endpoint = (request, context) => {
  const refusal = refuseCredentials(context, {
    grantType: request.query.get('grant_type') ?? '',
    appId: request.query.get('appid') ?? '',
    secret: request.query.get('secret') ?? '',
    wrongSecret: 40001,
  })
  return refusal ?? tokenAnswer(issue(context, 'legacy'), context.now())
}

/** What WeChat says to the `access_token` of a call; null when it is good. */
export function refuseAccessToken(
  request: SimulatedRequest,
  context: SimulatorContext,
): SimulatedAnswer | null {
  const value = request.query.get('access_token') ?? ''
  if (value === '') return failure(context, 41001, 'access_token missing')
  if (!TOKEN_SHAPE.test(value)) return failure(context, 40014, 'invalid access_token')
  const token = context.state.tokens.find((issued) => issued.value === value)
  const isPast = token !== undefined && token.usableUntil <= context.now()
  if (!token || token.dead || (isPast && token.replaced)) {
    return failure(context, 40001, 'invalid credential, access_token is invalid or not latest')
  }
  return isPast ? failure(context, 42001, 'access_token expired') : null
}

/** The body of a POST that needs the access token, or WeChat's answer to a bad token or body. */
export function readAuthorised(
  request: SimulatedRequest,
  context: SimulatorContext,
): ReturnType<typeof readObject> {
  const refusal = refuseAccessToken(request, context)
  return refusal ? { refusal } : readObject(request, context)
}

/** Kills every stable token at once, as after a leak. */
export function revokeTokens(context: SimulatorContext): void {
  for (const token of context.state.tokens) token.dead = true
  context.save()
}

interface Credentials {
  grantType: string
  appId: string
  secret: string
  /** The two endpoints name a wrong secret differently. */
  wrongSecret: number
}

function refuseCredentials(context: SimulatorContext, given: Credentials): SimulatedAnswer | null {
  const { appId, appSecret } = context.options.app
  if (given.appId === '') return failure(context, 41002, 'appid missing')
  if (given.secret === '') return failure(context, 41004, 'appsecret missing')
  if (given.grantType !== 'client_credential') return failure(context, 40002, 'invalid grant_type')
  if (given.appId !== appId) return failure(context, 40013, 'invalid appid')
  if (given.secret !== appSecret) return failure(context, given.wrongSecret, 'invalid appsecret')
  return null
}

function currentToken(context: SimulatorContext, kind: IssuedToken['kind']): IssuedToken | undefined {
  return context.state.tokens.filter((token) => token.kind === kind && !token.dead && !token.replaced).at(-1)
}

/** The predecessor keeps five minutes; the one before that is gone. */
function issue(context: SimulatorContext, kind: IssuedToken['kind']): IssuedToken {
  const now = context.now()
  const { state } = context
  for (const token of state.tokens.filter((other) => other.kind === kind)) {
    if (token.replaced) token.dead = true
    else token.usableUntil = Math.min(now + GRACE_MS, Math.max(token.usableUntil, now))
    token.replaced = true
  }
  state.tokens = state.tokens.filter((token) => !token.dead)
  const expiresAt = now + LIFETIME_MS
  const made: IssuedToken = {
    value: `SIM_${context.randomText(132)}`,
    kind,
    expiresAt,
    usableUntil: expiresAt,
    replaced: false,
    dead: false,
  }
  state.tokens.push(made)
  context.save()
  return made
}

function tokenAnswer(token: IssuedToken, now: number): SimulatedAnswer {
  return success(
    JSON.stringify({ access_token: token.value, expires_in: Math.floor((token.expiresAt - now) / 1000) }),
  )
}
