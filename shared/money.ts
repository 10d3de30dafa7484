/**
 * A sum that a rule promises. A cap (`upTo`) is not a sum, so words for people are made from the whole object
 * by `formatAmount` and never from its bare number.
 */
export interface Amount {
  /** `fixed`: exactly this. `upTo`: at most this; what is paid is decided at review. */
  readonly kind: 'fixed' | 'upTo'
  /** Integer fen: the whole sum where it is known, otherwise the sum of one year. */
  readonly fen: number
  readonly unit: 'per_person' | 'per_person_year'
  /** Integer fen of one year; only with unit `per_person_year`. */
  readonly perYearFen?: number
  /** Number of years in `fen`; absent while the years are unknown. */
  readonly years?: number
}

/** `50000` → `500元`, `1234` → `12.34元`. Integer fen in; a broken number is refused, not rounded. */
export function formatYuan(fen: number): string {
  const { sign, yuan, cents } = split(fen)
  return `${sign}${yuan}${cents === '00' ? '' : `.${cents}`}元`
}

/** `21750000` → `217,500.00`, as accounts and bank files print it. Integer fen in. */
export function formatLedger(fen: number): string {
  const { sign, yuan, cents } = split(fen)
  return `${sign}${yuan.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`
}

/** The headline of a promise: `最高1000元`, `500元`, `每年5000元，共10000元`. */
export function formatAmount(amount: Amount): string {
  const most = amount.kind === 'upTo' ? '最高' : ''
  if (amount.unit === 'per_person') return `${most}${formatYuan(amount.fen)}`
  const yearly = `每年${most}${formatYuan(amount.perYearFen ?? amount.fen)}`
  return amount.years === undefined ? yearly : `${yearly}，共${most}${formatYuan(amount.fen)}`
}

/**
 * Reads what a person or a bank file writes: `500`, `1,234.5`, `217,500.00`, `500元`.
 * @returns integer fen, or null when the text is not a sum of money to the fen
 */
export function parseYuan(text: string): number | null {
  const match = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?元?$/.exec(text.trim())
  if (!match) return null
  const [, sign, yuan = '', cents = ''] = match
  const fen = Number(yuan.replaceAll(',', '') + cents.padEnd(2, '0'))
  if (!Number.isSafeInteger(fen)) return null
  return sign === '-' && fen !== 0 ? -fen : fen
}

function split(fen: number): { sign: string; yuan: string; cents: string } {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`money must be integer fen, got ${String(fen)}`)
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return { sign: fen < 0 ? '-' : '', yuan: digits.slice(0, -2), cents: digits.slice(-2) }
}
