import { formatYuan, parseYuan } from '#shared/money'
import { isRealDate } from '#shared/primitives'
import { chineseDay } from '#shared/subsidy-policy'
import { valueWords } from './value-words'

/** How a place of the content is filled in. What cannot be read stays as it was typed, and the check says so. */
export type FieldKind =
  | { readonly kind: 'yuan' | 'fen' }
  | ({ readonly kind: 'line' | 'text' | 'date' } & Gap)
  /** `per`: how many of the stored units make one of the typed (100 basis points = 1 %). */
  | ({ readonly kind: 'number'; readonly unit: string; readonly per?: number } & Gap)
  | ({ readonly kind: 'choice'; readonly options: readonly (string | boolean | null)[] } & Gap & Named)
  | ({ readonly kind: 'choices'; readonly options: readonly string[]; readonly mayBeEmpty?: true } & Named)

/** What the options are called, where they are no words of the policy's own. */
interface Named {
  readonly names?: Readonly<Record<string, string>>
  /** What to do when the chosen one is none of the options any more. */
  readonly gone?: string
}

/** What an empty field means: `null` = 不设, `absent` = nothing is known and nothing is written. */
interface Gap {
  readonly gap?: 'null' | 'absent'
}

/** How values of one kind are written, read and checked. */
interface Handling {
  readonly write: (value: number, field: FieldKind) => string
  readonly read: (text: string, field: FieldKind) => unknown
  readonly isRight: (value: unknown, field: FieldKind) => boolean
  readonly mistake: string
  readonly say: (value: string | number, field: FieldKind) => string
}

const isNumber = (value: unknown) => typeof value === 'number'
const isFilled = (value: unknown) => typeof value === 'string' && value.trim() !== ''
const isDate = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isRealDate(value)
const perOf = (field: FieldKind) => ('per' in field ? (field.per ?? 1) : 1)
const unitOf = (field: FieldKind) => ('unit' in field ? field.unit : '')

const words: Handling = {
  write: String,
  read: (text) => text,
  isRight: isFilled,
  mistake: '请填写',
  say: valueWords,
}
const handling: Readonly<Record<FieldKind['kind'], Handling>> = {
  line: words,
  text: words,
  choice: {
    ...words,
    isRight: (value, field) => isOption(field, value),
    mistake: '请选一样',
    say: optionWords,
  },
  choices: {
    ...words,
    isRight: (value, field) =>
      Array.isArray(value) && (value.length > 0 || 'mayBeEmpty' in field) && value.every(isOptionOf(field)),
    mistake: '至少选一样',
  },
  date: {
    ...words,
    read: (text) => text.trim(),
    isRight: isDate,
    mistake: '日期写成 2021-06-18 这样',
    say: (value) => (isDate(value) ? chineseDay(String(value)) : String(value)),
  },
  fen: {
    write: (value) => formatYuan(value).replace('元', ''),
    read: (text) => parseYuan(text) ?? text.trim(),
    isRight: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
    mistake: '金额写成 500 或 500.50 这样',
    say: (value) => (typeof value === 'number' ? formatYuan(value) : value),
  },
  yuan: {
    write: String,
    read: (text) => numberOf(text, 1),
    isRight: isNumber,
    mistake: '金额写成 500 这样',
    say: (value) => `${String(value)}元`,
  },
  number: {
    write: (value, field) => String(value / perOf(field)),
    read: (text, field) => numberOf(text, perOf(field)),
    isRight: isNumber,
    mistake: '这里只填数字',
    say: (value, field) =>
      typeof value === 'number' ? `${String(value / perOf(field))}${unitOf(field)}` : value,
  },
}

/** An option of a field in words. */
export function optionWords(value: unknown, field: FieldKind): string {
  return ('names' in field ? field.names?.[String(value)] : undefined) ?? valueWords(value)
}

function isOption(field: FieldKind, value: unknown): boolean {
  return 'options' in field && (field.options as readonly unknown[]).includes(value)
}

function isOptionOf(field: FieldKind): (value: unknown) => boolean {
  return (value) => isOption(field, value)
}

/** A value as it stands in the field. */
export function typed(field: FieldKind, value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'number' ? handling[field.kind].write(value, field) : String(value)
}

/** What was typed, as it is stored; text that is not of the kind stays text. */
export function stored(field: FieldKind, text: string): unknown {
  const gap = gapOf(field)
  if (text.trim() !== '' || gap === null) return handling[field.kind].read(text, field)
  return gap === 'null' ? null : undefined
}

/** What is wrong with a value of this kind, in words that say what to write; null when nothing is. */
export function mistakeIn(field: FieldKind, value: unknown): string | null {
  const gap = gapOf(field)
  if ((value === null && gap === 'null') || (value === undefined && gap === 'absent')) return null
  const { isRight, mistake } = handling[field.kind]
  if (isRight(value, field)) return null
  return ('gone' in field ? field.gone : undefined) ?? mistake
}

/** A value in words, for 原来 and 现在. */
export function inWords(field: FieldKind, value: unknown): string {
  if (value === undefined || value === '') return '没有'
  if (Array.isArray(value) && value.length > 0)
    return value.map((each) => optionWords(each, field)).join('、')
  return typeof value === 'string' || typeof value === 'number'
    ? handling[field.kind].say(value, field)
    : valueWords(value)
}

/** What an empty field means here; null when it must be filled in. */
export function gapOf(field: FieldKind): 'null' | 'absent' | null {
  return ('gap' in field ? field.gap : undefined) ?? null
}

function numberOf(text: string, per: number): number | string {
  const figure = text.trim()
  return /^\d+(\.\d+)?$/.test(figure) ? Math.round(Number(figure) * per * 1000) / 1000 : figure
}
