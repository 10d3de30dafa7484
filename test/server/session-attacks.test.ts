import { createHmac, createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { Types } from 'mongoose'
import type { SessionView } from '#shared/session'
import { Sessions } from '../../server/auth/session.model'
import { People } from '../../server/people/person.model'
import { ok } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'
import { partsOf, refresh, signInOn, signingKeyOf, type TokenContent } from '../support/session-tokens'

let server: TestServer
/** The worker whom the attacks are about, and what an attacker may have seen of them. */
let victim: SessionView
let officer: SessionView

beforeAll(async () => {
  server = await startTestServer()
  victim = await signInOn(server, 'worker-ready', 'victim')
  officer = await signInOn(server, 'hr-officer', 'officer')
})
afterAll(() => server.stop())

const encoded = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const now = () => Math.floor(Date.now() / 1000)

/** A token with changes in header and content, signed with the server's own key: all but the change is genuine. */
function genuineBut(content: Partial<Record<keyof TokenContent, unknown>>, header: object = {}): string {
  const parts = partsOf(victim.token)
  const without = (all: object) =>
    Object.fromEntries(Object.entries(all).filter(([, each]) => each !== undefined))
  const body = `${encoded(without({ ...parts.header, ...header }))}.${encoded(without({ ...parts.content, ...content }))}`
  return `${body}.${createHmac('sha256', signingKeyOf(server)).update(body).digest('base64url')}`
}

/** The victim's token under another header and signature. */
function resigned(header: object, signature: (body: string) => string): string {
  const parts = partsOf(victim.token)
  const body = `${encoded({ ...parts.header, ...header })}.${encoded(parts.content)}`
  return `${body}.${signature(body)}`
}

const NOWHERE = '0123456789abcdef01234567'
const piece = (token: string, index: number) => token.split('.')[index] ?? ''

/** Each row is one attack; `make` gives the token that the attacker sends. */
const forged: [string, () => string][] = [
  ['is nonsense', () => 'abc'],
  ['is three pieces of nonsense', () => 'abc.def.ghi'],
  ['has an empty signature', () => `${piece(victim.token, 0)}.${piece(victim.token, 1)}.`],
  ['has no third piece', () => `${piece(victim.token, 0)}.${piece(victim.token, 1)}`],
  ['has a fourth piece', () => `${victim.token}.AAAA`],
  ['has a header that is no JSON', () => `${encoded('{x')}.${piece(victim.token, 1)}.AAAA`],
  ['has a content that is no JSON', () => `${piece(victim.token, 0)}.${encoded('{x')}.AAAA`],
  ['has its signature’s end changed', () => `${victim.token.slice(0, -4)}AAAA`],
  [
    'has the signature of another person’s token',
    () => `${victim.token.split('.').slice(0, 2).join('.')}.${piece(officer.token, 2)}`,
  ],
  [
    'has its content exchanged for an officer’s',
    () => [piece(victim.token, 0), piece(officer.token, 1), piece(victim.token, 2)].join('.'),
  ],
  ['says alg none and carries no signature', () => resigned({ alg: 'none' }, () => '')],
  ['says alg None in other letters', () => resigned({ alg: 'nOnE' }, () => '')],
  [
    'says alg none but keeps the genuine signature',
    () => resigned({ alg: 'none' }, () => piece(victim.token, 2)),
  ],
  ['says no algorithm at all', () => genuineBut({}, { alg: undefined })],
  [
    'is signed by HS384 with the right key',
    () => jwt.sign(partsOf(victim.token).content, signingKeyOf(server), { algorithm: 'HS384' }),
  ],
  [
    'is signed by HS512 with the right key',
    () => jwt.sign(partsOf(victim.token).content, signingKeyOf(server), { algorithm: 'HS512' }),
  ],
  [
    'is signed by RS256 with the attacker’s private key',
    () => jwt.sign(partsOf(victim.token).content, rsa.privateKey, { algorithm: 'RS256' }),
  ],
  ['says RS256 over an HMAC with the right key', () => genuineBut({}, { alg: 'RS256' })],
  [
    'is an HMAC with a public key as its secret',
    () => resigned({}, (body) => createHmac('sha256', publicPem).update(body).digest('base64url')),
  ],
  ['is signed with a random key', () => jwt.sign(partsOf(victim.token).content, randomBytes(32))],
  [
    'is signed with a key of zeros',
    () =>
      resigned({}, (body) =>
        createHmac('sha256', createSecretKey(Buffer.alloc(32)))
          .update(body)
          .digest('base64url'),
      ),
  ],
  [
    'brings the attacker’s own key in jwk',
    () =>
      resigned({ jwk: { kty: 'oct', k: encoded('attacker') } }, (body) =>
        createHmac('sha256', 'attacker').update(body).digest('base64url'),
      ),
  ],
  [
    'points to the attacker’s keys in jku, rightly signed',
    () => genuineBut({}, { jku: 'https://attacker.invalid/keys' }),
  ],
  [
    'points to a certificate in x5u, rightly signed',
    () => genuineBut({}, { x5u: 'https://attacker.invalid/cert' }),
  ],
  ['names an extension in crit that nobody knows', () => genuineBut({}, { crit: ['exp'] })],
  ['names another key', () => genuineBut({}, { kid: 'another' })],
  ['names a file as its key', () => genuineBut({}, { kid: '../../../dev/null' })],
  ['names a database query as its key', () => genuineBut({}, { kid: "' or '1'='1" })],
  ['names a list of keys', () => genuineBut({}, { kid: ['a', 'b'] })],
  ['names no key', () => genuineBut({}, { kid: undefined })],
  ['is of the plain type JWT', () => genuineBut({}, { typ: 'JWT' })],
  ['is of the type of an identity token', () => genuineBut({}, { typ: 'id+jwt' })],
  ['is of no type', () => genuineBut({}, { typ: undefined })],
  ['is for another audience', () => genuineBut({ aud: 'another-api' })],
  ['is for nobody', () => genuineBut({ aud: undefined })],
  ['is for an empty list of audiences', () => genuineBut({ aud: [] })],
  ['is issued by somebody else', () => genuineBut({ iss: 'attacker' })],
  ['is issued by nobody', () => genuineBut({ iss: undefined })],
  ['ended a minute ago', () => genuineBut({ iat: now() - 960, nbf: now() - 960, exp: now() - 60 })],
  ['never ends', () => genuineBut({ exp: undefined })],
  ['has an end that is a text', () => genuineBut({ exp: String(now() + 900) })],
  ['begins in a minute', () => genuineBut({ nbf: now() + 60 })],
  ['has no beginning', () => genuineBut({ nbf: undefined })],
  ['was issued in the future', () => genuineBut({ iat: now() + 60 })],
  ['does not say when it was issued', () => genuineBut({ iat: undefined })],
  ['names another person in the victim’s session', () => genuineBut({ sub: officer.me.id })],
  ['names a session that never was', () => genuineBut({ sid: NOWHERE })],
  ['names a query operator for a session', () => genuineBut({ sid: { $ne: null } })],
  ['names a query operator for a person', () => genuineBut({ sub: { $gt: '' } })],
  ['names no session', () => genuineBut({ sid: undefined })],
  ['is a refresh token', () => victim.refreshToken ?? ''],
]

describe('an access token is refused when it', () => {
  it.each(forged)('%s', async (_what, make) => {
    const reply = await server.withToken(make()).get('/me')
    expect([reply.status, (reply.body as { code: string }).code]).toEqual([401, 'not_signed_in'])
  })

  it('and only then: the same with nothing changed is good', async () => {
    expect((await server.withToken(genuineBut({})).get('/me')).status).toBe(200)
  })
})

/** Attacks on what outlives an access token; each begins with a sign-in of its own. */
const stolen: [string, (mine: SessionView) => Promise<number>][] = [
  [
    'a refresh token on another device',
    async (mine) => (await refresh(server, mine.refreshToken, 'thief')).status,
  ],
  [
    'an access token for a refresh token',
    async (mine) => (await refresh(server, mine.token, 'owner')).status,
  ],
  [
    'a refresh token that was never given',
    async () => (await refresh(server, randomBytes(32).toString('base64url'), 'owner')).status,
  ],
  [
    'the owner’s next token after a thief tried on another device',
    async (mine) => {
      await refresh(server, mine.refreshToken, 'thief')
      return (await refresh(server, mine.refreshToken, 'owner')).status
    },
  ],
  [
    'the access token of a family whose refresh token was tried elsewhere',
    async (mine) => {
      await refresh(server, mine.refreshToken, 'thief')
      return (await server.withToken(mine.token).get('/me')).status
    },
  ],
  [
    'a used refresh token once its successor was used',
    async (mine) => {
      const next = ok<SessionView>(await refresh(server, mine.refreshToken, 'owner'))
      ok(await refresh(server, next.refreshToken, 'owner'))
      return (await refresh(server, mine.refreshToken, 'owner')).status
    },
  ],
  [
    'the newest token of a family of which an old one was used again',
    async (mine) => {
      const next = ok<SessionView>(await refresh(server, mine.refreshToken, 'owner'))
      const newest = ok<SessionView>(await refresh(server, next.refreshToken, 'owner'))
      await refresh(server, mine.refreshToken, 'owner')
      return (await refresh(server, newest.refreshToken, 'owner')).status
    },
  ],
  [
    'the newest access token of such a family',
    async (mine) => {
      const next = ok<SessionView>(await refresh(server, mine.refreshToken, 'owner'))
      const newest = ok<SessionView>(await refresh(server, next.refreshToken, 'owner'))
      await refresh(server, mine.refreshToken, 'owner')
      return (await server.withToken(newest.token).get('/me')).status
    },
  ],
  [
    'a token that was replaced because its answer was lost',
    async (mine) => {
      const lost = ok<SessionView>(await refresh(server, mine.refreshToken, 'owner'))
      ok(await refresh(server, mine.refreshToken, 'owner'))
      return (await refresh(server, lost.refreshToken, 'owner')).status
    },
  ],
  [
    'a refresh token after signing out',
    async (mine) => {
      await server.withToken(mine.token).delete('/sessions/current')
      return (await refresh(server, mine.refreshToken, 'owner')).status
    },
  ],
  [
    'a refresh token after signing out everywhere',
    async (mine) => {
      await server.withToken(mine.token).delete('/me/devices')
      return (await refresh(server, mine.refreshToken, 'owner')).status
    },
  ],
  [
    'a refresh token of a session whose time is over',
    async (mine) => {
      const { sid } = partsOf(mine.token).content
      await Sessions.updateOne({ _id: new Types.ObjectId(sid) }, { expiresAt: new Date(0) })
      return (await refresh(server, mine.refreshToken, 'owner')).status
    },
  ],
  [
    'a refresh token of somebody who was blocked meanwhile',
    async (mine) => {
      await People.updateOne({ demoKey: 'worker-other' }, { isBlocked: true })
      const { status } = await refresh(server, mine.refreshToken, 'owner')
      await People.updateOne({ demoKey: 'worker-other' }, { isBlocked: false })
      return status
    },
  ],
]

describe('what is refused beside forged tokens:', () => {
  it.each(stolen)('%s', async (_what, attack) => {
    expect([401, 422]).toContain(await attack(await signInOn(server, 'worker-other', 'owner')))
  })

  it('makes more than sixty attacks with the table above, and none of them got in', () => {
    expect(forged.length + stolen.length).toBeGreaterThanOrEqual(60)
  })
})
