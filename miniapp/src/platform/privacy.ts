import { forget, keep, readKept } from './storage'
import { isH5 } from './target'

/** The button that WeChat must have seen tapped before it believes a yes. */
export const PRIVACY_BUTTON = 'privacy-agree'
/** Belongs to the phone: in WeChat, too, the answer is the phone's and outlives signing out. */
const place = 'device:privacy-agreed'
/** Which text was agreed to: another one has to be asked about anew. */
const TEXT = '2026-11-23'

type Settle = (isAgreed: boolean) => void
let waiting: Settle[] = []
const listeners = new Set<() => void>()

/** Has our own dialogue come up where WeChat would show its own. Once, at the start. */
export function watchPrivacy(): void {
  if (isH5) return
  wx.onNeedPrivacyAuthorization?.((resolve) => {
    resolve({ event: 'exposureAuthorization' })
    queue((isAgreed) =>
      resolve(isAgreed ? { event: 'agree', buttonId: PRIVACY_BUTTON } : { event: 'disagree' }),
    )
  })
}

/**
 * In a browser, where no platform asks: the same question before the first thing that needs it. In WeChat the platform
 * asks by itself when the thing is done, so this says yes.
 */
export function privacyAgreed(): Promise<boolean> {
  if (!isH5 || readKept<string>(place) === TEXT) return Promise.resolve(true)
  return new Promise((resolve) =>
    queue((isAgreed) => {
      if (isAgreed) keep(place, TEXT)
      resolve(isAgreed)
    }),
  )
}

/** Whether something waits for the person's word. */
export function isPrivacyAsked(): boolean {
  return waiting.length > 0
}

/** Calls back when something is asked for or no longer; gives the way to stop it. */
export function onPrivacyAsked(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Gives the person's word to all that waits for it. In WeChat a yes counts only from the tapped button. */
export function settlePrivacy(isAgreed: boolean): void {
  const settled = waiting
  waiting = []
  for (const settle of settled) settle(isAgreed)
  announce()
}

/** Takes the word back: the next thing that needs it asks again. In WeChat its own settings do this. */
export function withdrawPrivacy(): void {
  forget(place)
}

function queue(settle: Settle): void {
  waiting = [...waiting, settle]
  announce()
}

function announce(): void {
  for (const listener of listeners) listener()
}
