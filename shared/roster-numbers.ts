import { isResidentId } from '#shared/identity'
import { isRealDate } from '#shared/primitives'

/** The numbers of one line, and what is left of it without them. */
export interface FoundNumbers {
  readonly idNumber: string
  readonly mobileNumber: string
  readonly rest: string
}

type Kind = 'id' | 'mobile' | 'other'
interface Token {
  readonly kind: Kind
  readonly text: string
  readonly cost: number
}

/** Digits with the blanks and dashes that people put between them, and the x at the end; a dot or a slash ends it. */
const RUN = /(?<![A-Za-z\d])(?:\+\s?)?\d(?:[ -]*\d)*(?:[ -]*[xX*](?![A-Za-z\d]))?/g
const PERMIT = /(?<![A-Za-z\d])[HMhm](?: ?\d){8}(?: ?\d{2})?(?! ?\d)/g
const TAIWAN_PERMIT = /(台胞证|台湾|通行证|证件号码?|身份证号?码?)[^\d]{0,6}(\d{8})(?:\d{2})?(?!\d)/
/** A number of this many parts at the most is one: 320705 1990 0101 123X, 138-1234-5678. */
const MOST_PARTS = 7
/** From so many digits on a number may be a faulty identity number, and is shown as one. */
const LEAST_ID_DIGITS = 14

/** 15 digits of an old card → the 18 that the same person has now; null for anything else. */
export function upgradedResidentId(text: string): string | null {
  if (!/^[1-9]\d{14}$/.test(text)) return null
  const seventeen = `${text.slice(0, 6)}19${text.slice(6)}`
  if (!isRealDate(`${seventeen.slice(6, 10)}-${seventeen.slice(10, 12)}-${seventeen.slice(12, 14)}`))
    return null
  return [...'0123456789X'].map((check) => seventeen + check).find(isResidentId) ?? null
}

/** Takes an identity number and a mobile number out of a line. @param line folded to half width */
export function takeNumbers(line: string): FoundNumbers {
  const found = { id: '', mobile: '' }
  const keep = (kind: 'id' | 'mobile', text: string): string => {
    if (found[kind] !== '') return ` ${text} `
    found[kind] = text
    return ' | '
  }
  const withoutPermit = line
    .replace(PERMIT, (permit) => keep('id', permit.replaceAll(' ', '')))
    .replace(TAIWAN_PERMIT, (whole: string, label: string, permit: string) =>
      found.id === '' ? `${label}${keep('id', permit)}` : whole,
    )
  const rest = withoutPermit.replace(RUN, (run) =>
    tokensOf(run)
      .map((token) => (token.kind === 'other' ? ` ${token.text} ` : keep(token.kind, token.text)))
      .join(''),
  )
  return { idNumber: found.id, mobileNumber: found.mobile, rest }
}

/**
 * One run of digits may hold a serial number, an identity number and a phone, with blanks anywhere: the cheapest way to
 * read all its parts is taken, where a number that proves right costs nothing.
 */
function tokensOf(run: string): Token[] {
  const parts = run
    .split(/[ -]+/)
    .flatMap(unglued)
    .filter((part) => part !== '')
  const best: { cost: number; tokens: Token[] }[] = [{ cost: 0, tokens: [] }]
  for (let end = 1; end <= parts.length; end += 1) {
    const ways = []
    for (let start = Math.max(0, end - MOST_PARTS); start < end; start += 1) {
      const before = best[start]
      if (before) ways.push({ before, token: tokenOf(parts.slice(start, end)) })
    }
    const way = ways.reduce((one, other) =>
      other.before.cost + other.token.cost < one.before.cost + one.token.cost ? other : one,
    )
    best.push({ cost: way.before.cost + way.token.cost, tokens: [...way.before.tokens, way.token] })
  }
  return best.at(-1)?.tokens ?? []
}

/** Number and phone written without a gap, in either order. */
function unglued(part: string): string[] {
  const digits = part.replace('+', '')
  const idFirst = /^(\d{17}[\dXx*])(1[3-9]\d{9})$/.exec(digits)
  if (idFirst?.[1] && idFirst[2] && isResidentId(idFirst[1].toUpperCase())) return [idFirst[1], idFirst[2]]
  const phoneFirst = /^(1[3-9]\d{9})(\d{17}[\dXx*])$/.exec(digits)
  if (phoneFirst?.[1] && phoneFirst[2] && isResidentId(phoneFirst[2].toUpperCase()))
    return [phoneFirst[1], phoneFirst[2]]
  return [part]
}

function tokenOf(parts: readonly string[]): Token {
  const text = parts.join('').replace('+', '').replace('*', 'X').toUpperCase()
  const joined = parts.length * 0.01
  if (isResidentId(text)) return { kind: 'id', text, cost: joined }
  if (/^(86)?1[3-9]\d{9}$/.test(text)) return { kind: 'mobile', text: text.slice(-11), cost: joined }
  if (upgradedResidentId(text) !== null) return { kind: 'id', text, cost: 0.5 + joined }
  if (/^[1-9]\d{16}[\dX]$/.test(text)) return { kind: 'id', text, cost: 1 + joined }
  if (text.length >= LEAST_ID_DIGITS && text.length <= 20) return { kind: 'id', text, cost: 2 + joined }
  // Ten or twelve digits that begin like a mobile number: one typed too few or too many.
  if (/^1[3-9]\d{8}$|^1[3-9]\d{10}$/.test(text)) return { kind: 'mobile', text, cost: 1.5 + joined }
  return { kind: 'other', text: parts.join(' '), cost: 3 + parts.length - 1 }
}
