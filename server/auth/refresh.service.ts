import { timingSafeEqual } from 'node:crypto'
import { Problem } from '#shared/problem'
import type { RefreshBody } from '#shared/sign-in'
import type { Logger } from '../logger'
import { findPerson, isSignInOf } from '../people/person.service'
import { findRefreshToken, secretHash, useRefreshToken } from './refresh-token.service'
import {
  closeSession,
  issueTokens,
  prolongSession,
  type IssuedTokens,
  type TokenMaking,
} from './session.service'
import { Sessions, type Session } from './session.model'

/**
 * Gives a new pair of tokens for a refresh token, which is used up by that.
 * A token used twice, or on another device, ends the whole sign-in: one of the two who hold it has stolen it.
 * @throws Problem `not_signed_in`
 */
export async function refreshSession(
  making: TokenMaking,
  body: RefreshBody,
  log: Logger,
): Promise<IssuedTokens> {
  const { now, times } = making
  const token = await findRefreshToken(body.refreshToken)
  const session = token && (await Sessions.findById(token.sessionId).lean<Session>())
  if (!token || !session || session.expiresAt <= now) throw new Problem('not_signed_in')
  if (!isDeviceOf(session, body.deviceKey)) return endStolen(session, log, 'on another device')
  if ((await useRefreshToken(token, now, times.retryWindowMs)) === 'stolen')
    return endStolen(session, log, 'twice')
  const person = await findPerson(session.personId)
  const prolonged =
    person && isSignInOf(person, session) ? await prolongSession(making, session, person) : null
  if (!prolonged) throw new Problem('not_signed_in')
  return issueTokens(making, prolonged, token._id)
}

async function endStolen(session: Session, log: Logger, how: string): Promise<never> {
  await closeSession(session._id)
  log.warn({ sessionId: session._id.toHexString(), how }, 'refresh token used wrongly, session ended')
  throw new Problem('not_signed_in', { detail: '为了安全已退出登录，请重新登录' })
}

function isDeviceOf({ device }: Session, key: string): boolean {
  return device !== null && timingSafeEqual(Buffer.from(device.keyHash), Buffer.from(secretHash(key)))
}
