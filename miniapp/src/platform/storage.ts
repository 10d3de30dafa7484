import Taro from '@tarojs/taro'

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
  Taro.removeStorageSync(prefix + key)
}

/** What belongs to the phone and not to the person (text size, programme date): signing out leaves it. */
const ofDevice = `${prefix}device:`

/** Forgets everything that belongs to the person who was signed in: session, answers, drafts. */
export function forgetPerson(): void {
  const keys = Taro.getStorageInfoSync().keys.filter(
    (key) => key.startsWith(prefix) && !key.startsWith(ofDevice),
  )
  for (const key of keys) Taro.removeStorageSync(key)
}
