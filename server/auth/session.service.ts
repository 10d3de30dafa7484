import type { KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { Types } from 'mongoose'
import * as v from 'valibot'
import { recordId } from '#shared/primitives'
import type { Actor } from '../context'
import { findPerson } from '../people/person.service'
import { Sessions, type Session } from './session.model'

/** How long a sign-in lasts; the phone signs in again by itself afterwards. */
const SESSION_HOURS = 12
const ALGORITHM = 'HS256'
const claims = v.object({ sub: recordId, sid: recordId })

export interface IssuedSession {
  token: string
  expiresAt: Date
}

/** Opens a session. The token is worth nothing without its record, so signing out really ends it. */
export async function openSession(
  key: KeyObject,
  personId: Types.ObjectId,
  now: Date,
): Promise<IssuedSession> {
  const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000)
  const session = await Sessions.create({ personId, createdAt: now, expiresAt })
  const payload = {
    sub: personId.toHexString(),
    sid: session._id.toHexString(),
    iat: Math.floor(now.getTime() / 1000),
    exp: Math.floor(expiresAt.getTime() / 1000),
  }
  return { token: jwt.sign(payload, key, { algorithm: ALGORITHM }), expiresAt }
}

/** Ends a session: its token stops working in every process. */
export async function closeSession(sessionId: string): Promise<void> {
  await Sessions.deleteOne({ _id: new Types.ObjectId(sessionId) })
}

/** The person behind a token, with today's roles; null when forged, expired, signed out or blocked. */
export async function actorOfToken(key: KeyObject, token: string, now: Date): Promise<Actor | null> {
  const parsed = v.safeParse(claims, verified(key, token, now))
  if (!parsed.success) return null
  const session = await Sessions.findById(parsed.output.sid).lean<Session>()
  if (!session || session.expiresAt <= now || session.personId.toHexString() !== parsed.output.sub)
    return null
  const person = await findPerson(session.personId)
  if (!person || person.isBlocked) return null
  return {
    id: parsed.output.sub,
    personId: person._id,
    sessionId: parsed.output.sid,
    roles: person.roles,
    institutionId: person.institutionId,
  }
}

function verified(key: KeyObject, token: string, now: Date): unknown {
  try {
    return jwt.verify(token, key, {
      algorithms: [ALGORITHM],
      clockTimestamp: Math.floor(now.getTime() / 1000),
    })
  } catch (error) {
    // A token whose middle part is no JSON is forged, too; the library lets that error through as it is.
    if (error instanceof jwt.JsonWebTokenError || error instanceof SyntaxError) return null
    throw error
  }
}
