import Taro from '@tarojs/taro'
import { isH5 } from './target'

/** Everything the product keeps on the phone starts with this, so that signing out can find it. */
const prefix = 'jbt:'

/** What was kept under a key, or null: never kept, or unreadable (another version wrote it). */
export function readKept<T>(key: string): T | null {
  const text: unknown = Taro.getStorageSync(prefix + key)
  if (typeof text !== 'string' || text === '') return null
  try {
    return JSON.parse(text) as T
  } catch {
    Taro.removeStorageSync(prefix + key)
    return null
  }
}

/** Keeps a value. A full phone is not an error of the page: the value is then simply not there next time. */
export function keep(key: string, value: unknown): boolean {
  try {
    Taro.setStorageSync(prefix + key, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

export function forget(key: string): void {
  unwritten.delete(key)
  Taro.removeStorageSync(prefix + key)
}

/** What must not be written to the phone, for as long as the program runs. */
const unwritten = new Map<string, unknown>()

/** Keeps a value in memory only (ID and card numbers): it survives Back, not the end of the program. */
export function keepUnwritten(key: string, value: unknown): void {
  unwritten.set(key, value)
}

export function readUnwritten<T>(key: string): T | null {
  return (unwritten.get(key) as T | undefined) ?? null
}

/**
 * One browser is one phone: when another tab signs somebody else in, this one begins anew. In WeChat there are no tabs.
 * @param take reads the key again; false when what this page shows belongs to somebody who is no longer signed in
 */
export function followOtherTabs(key: string, take: () => boolean): void {
  if (!isH5) return
  window.addEventListener('storage', (event) => {
    if (event.key === prefix + key && !take()) window.location.reload()
  })
}

/** What belongs to the phone and not to the person (text size, programme date): signing out leaves it. */
const ofDevice = `${prefix}device:`

/** Forgets everything that belongs to the person who was signed in: session, answers, drafts. */
export function forgetPerson(): void {
  const keys = Taro.getStorageInfoSync().keys.filter(
    (key) => key.startsWith(prefix) && !key.startsWith(ofDevice),
  )
  for (const key of keys) Taro.removeStorageSync(key)
  unwritten.clear()
}
