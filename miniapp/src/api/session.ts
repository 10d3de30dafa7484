import Taro from '@tarojs/taro'
import type { MeView } from '#shared/people'
import type { SessionView } from '#shared/session'
import { followOtherTabs, forget, forgetPerson, keep, readKept } from '../platform/storage'
import { asProblem } from './api-problem'
import { setCredentials } from './client'
import { api } from './endpoints'

interface Kept {
  token: string
  me: MeView
  /** Demonstration on H5: who to sign in again as. */
  personKey: string | null
}

const place = 'session'
/** Whose answers and drafts are on this phone: outlives a login that was refused. */
const ownerPlace = 'owner'
let current: Kept | null = readKept<Kept>(place)
let signingIn: Promise<MeView> | null = null
const listeners = new Set<() => void>()

setCredentials({
  token: () => current?.token ?? null,
  renew: async () => {
    const again = current
    if (!again || (process.env.TARO_ENV === 'h5' && again.personKey === null)) return false
    return signIn(again.personKey).then(() => true, giveUp)
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

async function openSession(personKey: string | null): Promise<MeView> {
  const code = personKey === null ? (await Taro.login()).code : (await api.demoLoginCode(personKey)).code
  const session: SessionView = await api.signIn(code)
  const owner = readKept<string>(ownerPlace)
  if (owner !== null && owner !== session.me.id) forgetPerson()
  remember({ token: session.token, me: session.me, personKey })
  return session.me
}

/** A broken line leaves things as they are. Refused for good: signed out, but what was typed stays on the phone. */
function giveUp(reason: unknown): false {
  if (!asProblem(reason).isPassing) {
    current = null
    forget(place)
    announce()
  }
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
