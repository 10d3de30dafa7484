import Taro from '@tarojs/taro'
import { isH5 } from './target'
import { toast } from './toast'

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

/** Answers of the server: they can be had again, so they make room first. */
const answers = `${prefix}answer:`
let isFullTold = false

/**
 * Keeps a value. Where WeChat's room is full (1 MB a value, 10 MB in all) the kept answers of the server go, then it is
 * tried once more; what then still has no room is only in memory, and the person is told so, once. False = not kept.
 */
export function keep(key: string, value: unknown): boolean {
  const text = JSON.stringify(value)
  if (written(key, text)) return true
  for (const each of Taro.getStorageInfoSync().keys.filter((kept) => kept.startsWith(answers)))
    Taro.removeStorageSync(each)
  if (written(key, text)) return true
  if (!isFullTold && !`${prefix}${key}`.startsWith(answers)) {
    isFullTold = true
    toast('手机存储满了，请先办完这一步再退出')
  }
  return false
}

function written(key: string, text: string): boolean {
  try {
    Taro.setStorageSync(prefix + key, text)
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
