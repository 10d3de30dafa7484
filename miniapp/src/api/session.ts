import type { MeView } from '#shared/people'
import type { SessionView } from '#shared/session'
import { deviceKey, thisDevice } from '../platform/device'
import { followOtherTabs, forget, forgetPerson, keep, readKept } from '../platform/storage'
import { isH5 } from '../platform/target'
import { wechatLoginCode } from '../platform/wechat-login'
import { asProblem } from './api-problem'
import { setCredentials } from './client'
import { api } from './endpoints'

interface Kept {
  token: string
  /** Buys the next token, once. */
  refreshToken: string | null
  me: MeView
  /** Demonstration on H5: who to sign in again as. */
  personKey: string | null
  /** Who acts for this person, at a desk or in the family, and the visit; their own sign-in rests until it ends. */
  assisting?: { visitId: string; clerk: Kept; by?: 'family' }
}

const place = 'session'
/** Whose answers and drafts are on this phone: outlives a login that was refused. */
const ownerPlace = 'owner'
let current: Kept | null = readKept<Kept>(place)
let signingIn: Promise<MeView> | null = null
const listeners = new Set<() => void>()
let visitOver: () => void = () => undefined

let renewing: Promise<boolean> | null = null

setCredentials({
  token: () => current?.token ?? null,
  renew: () => {
    renewing ??= renew().finally(() => {
      renewing = null
    })
    return renewing
  },
})

followOtherTabs(place, () => {
  const before = current?.me.id
  current = readKept<Kept>(place)
  announce()
  return current?.me.id === before
})

/** The signed-in person as last heard from the server; null = browsing without login. */
export function signedInAs(): MeView | null {
  return current?.me ?? null
}

/** Calls back whenever the signed-in person or what is known of them changes; gives the way to stop it. */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Signs in: through WeChat, or in a browser as one of the demonstration people.
 * Taps and requests that come meanwhile share the one attempt.
 * @throws {ApiProblem}
 */
export function signIn(personKey: string | null): Promise<MeView> {
  signingIn ??= openSession(personKey).finally(() => {
    signingIn = null
  })
  return signingIn
}

/** The visit in which a clerk acts for the signed-in person; null when nobody does. */
export function assistedVisit(): string | null {
  return current?.assisting?.visitId ?? null
}

/** Whether it is somebody in the family who acts for the signed-in person. */
export function isHelpedByFamily(): boolean {
  return current?.assisting?.by === 'family'
}

/** The clerk acts for the person from now on; nothing of who was helped before is left. */
export function beginAssisting(visitId: string, session: SessionView, by: 'desk' | 'family' = 'desk'): void {
  const clerk = current?.assisting?.clerk ?? current
  if (clerk === null) return
  forgetPerson()
  const { token, refreshToken, me } = session
  const assisting = by === 'family' ? { visitId, clerk, by } : { visitId, clerk }
  remember({ token, refreshToken, me, personKey: null, assisting })
}

/** The clerk is themselves again; nothing of the person stays on this machine. */
export function endAssisting(): void {
  const clerk = current?.assisting?.clerk
  if (clerk === undefined) return
  forgetPerson()
  remember(clerk)
}

/** Called once by the app: what happens when a visit has ended without the helper's doing. */
export function onVisitOver(then: () => void): void {
  visitOver = then
}

/** Takes what a command answered about the person, so that every page shows it at once. */
export function updateMe(me: MeView): void {
  if (current) remember({ ...current, me })
}

/** Asks the server who is signed in now; does nothing while nobody is. */
export async function refreshMe(): Promise<void> {
  if (current) updateMe(await api.me())
}

/** Signs out here even when the server cannot be told: nothing of the person stays on this phone. */
export async function signOut(): Promise<void> {
  const told = api.signOut().catch(() => null)
  current = null
  forgetPerson()
  announce()
  await told
}

/** The next token without asking anybody: for the refresh token, and when that is no good through WeChat. */
async function renew(): Promise<boolean> {
  const before = current
  if (!before) return false
  // The time is over, or the visit: the helper is themselves again and can go on with another sign-in.
  if (before.assisting) {
    endAssisting()
    visitOver()
    return false
  }
  // Another tab may have been faster: its token is used up for both of us.
  const kept = readKept<Kept>(place)
  if (kept && kept.me.id === before.me.id && kept.token !== before.token) {
    current = kept
    return true
  }
  if (before.refreshToken !== null) {
    const refreshed = await refresh(before, before.refreshToken)
    if (refreshed !== 'refused') return refreshed === 'renewed'
  }
  if (isH5 && before.personKey === null) return endSession()
  return signIn(before.personKey).then(() => true, giveUp)
}

async function refresh(before: Kept, refreshToken: string): Promise<'renewed' | 'unknown' | 'refused'> {
  try {
    const tokens = await api.refreshSession({ refreshToken, deviceKey: await deviceKey() })
    // Signed out while the answer was under way: nobody is signed in by it again.
    if (current?.me.id !== before.me.id) return 'unknown'
    remember({ ...current, token: tokens.token, refreshToken: tokens.refreshToken })
    return 'renewed'
  } catch (reason) {
    return asProblem(reason).isPassing ? 'unknown' : 'refused'
  }
}

/** Signs out on every device, this one too. @throws {ApiProblem} then everything is as before */
export async function signOutEverywhere(): Promise<void> {
  await api.signOutEverywhere()
  current = null
  forgetPerson()
  announce()
}

async function openSession(personKey: string | null): Promise<MeView> {
  const code = personKey === null ? await wechatLoginCode() : (await api.demoLoginCode(personKey)).code
  const { device } = await thisDevice()
  return enterSession(await api.signIn(code, device), personKey)
}

/** Takes a session that was opened, and clears away what somebody else left. @param personKey who of the demonstration */
export function enterSession(session: SessionView, personKey: string | null = null): MeView {
  const owner = readKept<string>(ownerPlace)
  if (owner !== null && owner !== session.me.id) forgetPerson()
  remember({ token: session.token, refreshToken: session.refreshToken, me: session.me, personKey })
  return session.me
}

/** A broken line leaves things as they are. Refused for good: signed out, but what was typed stays on the phone. */
function giveUp(reason: unknown): false {
  if (!asProblem(reason).isPassing) endSession()
  return false
}

function endSession(): false {
  current = null
  forget(place)
  announce()
  return false
}

function remember(session: Kept): void {
  current = session
  keep(place, session)
  keep(ownerPlace, session.me.id)
  announce()
}

function announce(): void {
  for (const listener of listeners) listener()
}
