import Taro from '@tarojs/taro'
import type { DeviceBody } from '#shared/sign-in'
import { keep, readKept } from './storage'
import { isH5 } from './target'

/** Belongs to the phone, not to the person: it outlives signing out. */
const place = 'device:key'
const SECRET_BYTES = 32
let making: Promise<string> | null = null

/** A secret of this device, made once: a refresh token that was copied from it is worth nothing elsewhere. */
export function deviceKey(): Promise<string> {
  making ??= keptOrNew().catch((reason: unknown) => {
    making = null
    throw reason
  })
  return making
}

/** What signing in says of this device. */
export async function thisDevice(): Promise<{ device: DeviceBody }> {
  return { device: { key: await deviceKey(), name: deviceName() } }
}

/** What the list of devices calls this one. */
function deviceName(): string {
  if (!isH5) return `微信 · ${Taro.getDeviceInfo().model}`.slice(0, 40)
  return /Mobi|Android|iPhone/.test(navigator.userAgent) ? '手机浏览器' : '电脑浏览器'
}

async function keptOrNew(): Promise<string> {
  const kept = readKept<string>(place)
  if (kept !== null) return kept
  const bytes = await randomBytes()
  const key = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  keep(place, key)
  return key
}

/** WeChat has no synchronous source of randomness; a browser has no other. */
async function randomBytes(): Promise<Uint8Array> {
  if (isH5) return crypto.getRandomValues(new Uint8Array(SECRET_BYTES))
  return new Uint8Array((await Taro.getRandomValues({ length: SECRET_BYTES })).randomValues)
}
