/** Ten digits and more, with blanks and dashes between them as people write them. */
const NUMBERS = /(?<![\dA-Z-])\+?\d(?:[\s-]?\d){9,21}[\s-]?[\dXx]?(?![\dA-Z])/g
/** A permit for Hong Kong or Macao. A bare number of eight digits, as on one for Taiwan, is as often a date. */
const PERMITS = /(?<![\dA-Z])[HM]\s?\d{8}(?:\s?\d{2})?(?![\dA-Z])/gi

/**
 * Takes out of what people typed whatever could be an identity number, an account or a phone number, and the person's
 * own name: a message is read over shoulders.
 */
export function withoutPersonalData(text: string, names: readonly string[]): string {
  const half = text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, halfWidth)
  const masked = half.replace(PERMITS, '（号码略）').replace(NUMBERS, '（号码略）')
  return names.filter((name) => name !== '').reduce((rest, name) => rest.replaceAll(name, '您'), masked)
}

/** `０` → `0`; the two blocks of Unicode run in parallel. */
function halfWidth(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - 0xfee0)
}
