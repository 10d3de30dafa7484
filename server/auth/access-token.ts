import { createHmac, type KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'
import * as v from 'valibot'
import { recordId } from '#shared/primitives'

const ALGORITHM = 'HS256'
/** Says what the token is for, so that no other signed thing can pass for one (RFC 8725, 3.11). */
const TYPE = 'at+jwt'
const ISSUER = 'jiangbutong'
const AUDIENCE = 'jiangbutong-api'
/** So much may the clocks of two servers differ, in seconds. */
const CLOCK_SKEW_SECONDS = 5

const claims = v.object({ sub: recordId, sid: recordId, iat: v.number(), nbf: v.number(), exp: v.number() })
const header = v.strictObject({
  alg: v.literal(ALGORITHM),
  typ: v.literal(TYPE),
  kid: v.string(),
})

/** Whom a token names, and in which session. */
export interface TokenSubject {
  personId: string
  sessionId: string
}

/** Signs a token that is good from now until then, in whole seconds. */
export function signAccessToken(key: KeyObject, subject: TokenSubject, now: Date, until: Date): string {
  const payload = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: subject.personId,
    sid: subject.sessionId,
    iat: seconds(now),
    nbf: seconds(now),
    exp: seconds(until),
  }
  return jwt.sign(payload, key, {
    algorithm: ALGORITHM,
    header: { alg: ALGORITHM, typ: TYPE, kid: keyIdOf(key) },
  })
}

/** Whom a token names; null for everything that is not exactly one of ours and good now. */
export function readAccessToken(key: KeyObject, token: string, now: Date): TokenSubject | null {
  const verified = verify(key, token, now)
  if (!verified) return null
  const named = v.safeParse(header, verified.header)
  const content = v.safeParse(claims, verified.payload)
  if (!named.success || named.output.kid !== keyIdOf(key) || !content.success) return null
  // Issued in the future: not by us.
  if (content.output.iat > seconds(now) + CLOCK_SKEW_SECONDS) return null
  return { personId: content.output.sub, sessionId: content.output.sid }
}

/** Names the key without giving anything of it away. */
function keyIdOf(key: KeyObject): string {
  return createHmac('sha256', key).update('key id of access tokens').digest('base64url').slice(0, 12)
}

function verify(key: KeyObject, token: string, now: Date): jwt.Jwt | null {
  try {
    return jwt.verify(token, key, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      clockTimestamp: seconds(now),
      clockTolerance: CLOCK_SKEW_SECONDS,
      complete: true,
    })
  } catch (error) {
    // A token whose middle part is no JSON is forged, too; the library lets that error through as it is.
    if (error instanceof jwt.JsonWebTokenError || error instanceof SyntaxError) return null
    throw error
  }
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000)
}
