import Taro from '@tarojs/taro'
import type { PhonePlace } from '#shared/attendance'
import { isH5 } from './target'

/** Whether this build may ask where the phone is. */
export const asksPlace = ASKS_PLACE

/** The code to sign with changes every half minute: nobody waits longer for a satellite. */
const LONGEST_WAIT_MS = 4_000
/** Maps of China are shifted (GCJ-02) against what a browser tells (WGS-84), by up to about so much. */
const MAP_SHIFT_METRES = 700

/** Where the phone says to be; null when it does not tell in time, or nobody allows it to. Whoever asks has `privacyAgreed`. */
export function phonePlace(): Promise<PhonePlace | null> {
  const tooLate = new Promise<null>((resolve) => setTimeout(() => resolve(null), LONGEST_WAIT_MS))
  return Promise.race([located(), tooLate])
}

async function located(): Promise<PhonePlace | null> {
  try {
    const { latitude, longitude, accuracy } = await Taro.getLocation({ type: isH5 ? 'wgs84' : 'gcj02' })
    return {
      latitude,
      longitude,
      accuracyMetres: Math.min(accuracy + (isH5 ? MAP_SHIFT_METRES : 0), 100_000),
    }
  } catch {
    // Refused, switched off, or no signal between concrete walls: signing goes on without it.
    return null
  }
}
