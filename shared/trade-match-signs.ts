/** Small numbers written as printable signs that JSON leaves alone, one sign each: compact, and no byte is lost in UTF-8. */
const SIGNS = "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{}"
/** Steps from character to character begin here. */
export const FIRST_HAN = 0x4e00
const BASE = SIGNS.length
/** Adds BASE to the number that follows. */
const MORE = '~'

/** The sign of each number; larger ones take one MORE per BASE. */
export function writeSign(number: number): string {
  return MORE.repeat(Math.floor(number / BASE)) + SIGNS.charAt(number % BASE)
}

/** A number below BASE² in two signs. */
export function writeLongSign(number: number): string {
  return SIGNS.charAt(Math.floor(number / BASE)) + SIGNS.charAt(number % BASE)
}

/** Reads the numbers of `text` one after another. */
export interface SignReader {
  isAtEnd(): boolean
  next(): number
  nextLong(): number
}

const values = new Uint8Array(128)
for (let value = 0; value < BASE; value += 1) values[SIGNS.charCodeAt(value)] = value

/** Starts at the first sign. */
export function createSignReader(text: string): SignReader {
  let at = 0
  const one = (): number => values[text.charCodeAt(at++)] ?? 0
  const next = (): number => {
    let more = 0
    for (; text.charAt(at) === MORE; at += 1) more += BASE
    return more + one()
  }
  return { isAtEnd: () => at >= text.length, next, nextLong: () => one() * BASE + one() }
}
