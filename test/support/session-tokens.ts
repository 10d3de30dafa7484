import { createSecretKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import jwt from 'jsonwebtoken'
import type { SessionView } from '#shared/session'
import { ok } from './path-steps'
import type { Reply, TestServer } from './server'

/** What stands in an access token. */
export interface TokenContent {
  iss: string
  aud: string
  sub: string
  sid: string
  iat: number
  nbf: number
  exp: number
}

/** The key with which this server signs its tokens. */
export function signingKeyOf(server: Pick<TestServer, 'dataDir'>): KeyObject {
  const file = readFileSync(path.join(server.dataDir, 'demo-keys.json'), 'utf8')
  return createSecretKey((JSON.parse(file) as { sessionKey: string }).sessionKey, 'base64')
}

/** A token taken apart, unchecked. */
export function partsOf(token: string): { header: jwt.JwtHeader; content: TokenContent } {
  const parts = jwt.decode(token, { complete: true })
  if (!parts) throw new Error('no token')
  return { header: parts.header, content: parts.payload as unknown as TokenContent }
}

/** A device key for tests; the same name, the same device. */
export const deviceKeyOf = (name: string) => name.padEnd(22, '-')

/** Signs in on a device that can be refreshed. */
export async function signInOn(server: TestServer, personKey: string, device: string): Promise<SessionView> {
  const { code } = ok<{ code: string }>(await server.anonymous.post('/demo/login-codes', { personKey }))
  const body = { code, device: { key: deviceKeyOf(device), name: `演示设备${device}` } }
  return ok<SessionView>(await server.anonymous.post('/sessions', body))
}

/** Presents a refresh token from a device. */
export function refresh(server: TestServer, refreshToken: string | null, device: string): Promise<Reply> {
  return server.anonymous.post('/sessions/refresh', { refreshToken, deviceKey: deviceKeyOf(device) })
}
