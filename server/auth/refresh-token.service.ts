import { createHash } from 'node:crypto'
import type { Types } from 'mongoose'
import { RefreshTokens, type RefreshToken } from './refresh-token.model'
import type { Session } from './session.model'

const TOKEN_BYTES = 32

/** What presenting a refresh token came to. `stolen`: the whole family has to end. */
export type Exchange = 'granted' | 'stolen'

/** Makes a refresh token for a session and keeps its hash. */
export async function issueRefreshToken(
  randomBytes: (count: number) => Buffer,
  session: Pick<Session, '_id' | 'endsAt'>,
  parentHash: string | null,
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await RefreshTokens.create({
    _id: secretHash(token),
    sessionId: session._id,
    parentHash,
    expiresAt: session.endsAt,
  })
  return token
}

/** The record of a token, used up or not; null when we never gave it. */
export function findRefreshToken(token: string): Promise<RefreshToken | null> {
  return RefreshTokens.findById(secretHash(token)).lean<RefreshToken>().exec()
}

/**
 * Uses a token up. A used one is granted again only while its answer may have been lost: within the retry window, and
 * as long as nobody has used what was given for it. Whoever calls has checked that it is the same device.
 */
export async function useRefreshToken(
  token: RefreshToken,
  now: Date,
  retryWindowMs: number,
): Promise<Exchange> {
  if (token.isVoid) return 'stolen'
  const first = await RefreshTokens.findOneAndUpdate(
    { _id: token._id, usedAt: null, isVoid: false },
    { usedAt: now },
  ).lean()
  if (first) return 'granted'
  const { usedAt } = (await RefreshTokens.findById(token._id).lean<RefreshToken>()) ?? token
  if (!usedAt || now.getTime() - usedAt.getTime() > retryWindowMs) return 'stolen'
  if (await RefreshTokens.exists({ parentHash: token._id, usedAt: { $ne: null } })) return 'stolen'
  await RefreshTokens.updateMany({ parentHash: token._id, usedAt: null }, { isVoid: true })
  return 'granted'
}

/** Forgets the families of ended sessions. */
export async function forgetRefreshTokens(sessionIds: readonly Types.ObjectId[]): Promise<void> {
  await RefreshTokens.deleteMany({ sessionId: { $in: sessionIds } })
}

/** The hash under which a secret of 128 random bits or more is kept. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
