import type { PhonePlace } from '#shared/attendance'
import { keep, readKept } from '../../../platform/storage'

/** A code that was scanned without a network. `key` recognises a repetition of handing it in. */
export interface WaitingCode {
  key: string
  code: string
  scannedAt: string
  /** Where the phone was then, if the person wanted that told. */
  place?: PhonePlace
}

const place = 'attendance-waiting'

/** The codes that still have to be handed in, oldest first. */
export function waitingCodes(): WaitingCode[] {
  return readKept<WaitingCode[]>(place) ?? []
}

/** Keeps one more on the phone. @returns whether there was room */
export function keepCode(code: WaitingCode): boolean {
  return keep(place, [...waitingCodes().filter(({ key }) => key !== code.key), code])
}

/** Lets go of one that was handed in, or refused for good. */
export function dropCode(key: string): void {
  keep(
    place,
    waitingCodes().filter((each) => each.key !== key),
  )
}
