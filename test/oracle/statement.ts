import { lastRow } from './annex'

/** What a person states about themselves; whatever is left out is not known. */
export interface Statement {
  readonly tradeSeq?: number
  readonly sector?: string
  readonly employee?: boolean
  readonly trainedInCity?: boolean
  readonly examinedInCity?: boolean
  readonly hours?: Hours
  readonly examPassed?: boolean
  /** Day of the class's exam; only （十一） is judged by it. */
  readonly examinedOn?: string
  readonly certificates?: readonly Paper[]
  readonly unemploymentInsuranceMonths?: number
  readonly apprenticeship?: Agreement
}

/** 课时; a part nobody has recorded is left out. */
export interface Hours {
  readonly onsite?: number
  readonly online?: number
}

/** An apprenticeship as far as it is known. */
export interface Agreement {
  readonly kind?: 'new' | 'modern'
  readonly targetLevel?: number
  readonly years?: number
}

/** A certificate as stated. Levels run from 5 初级 to 1 高级技师. */
export interface Paper {
  readonly kind: 'competency' | 'special_operations' | 'special_skill' | 'level'
  readonly level?: number
  readonly issuedOn: string
}

type Loose = Record<string, unknown>

/**
 * Says why these facts cannot be, or null when they can. An absent fact is never an objection.
 * Sound facts may be taken for a {@link Statement}.
 */
export function objectionTo(facts: unknown): string | null {
  if (!isRecord(facts)) return 'facts are not an object'
  for (const name of Object.keys(facts)) {
    const objection = objectionToFact(name, facts[name])
    if (objection) return `${name}: ${objection}`
  }
  return null
}

const questions = ['employee', 'trainedInCity', 'examinedInCity', 'examPassed']

function objectionToFact(name: string, value: unknown): string | null {
  if (questions.includes(name)) return unless(typeof value === 'boolean', 'neither yes nor no')
  switch (name) {
    case 'tradeSeq':
      return unless(isRow(value), 'no such row in the annex')
    case 'sector':
      return unless(isName(value), 'not the name of a field')
    case 'hours':
      return objectionToHours(value)
    case 'examinedOn':
      return unless(isCalendarDay(value), 'no such day')
    case 'certificates':
      return objectionToPapers(value)
    case 'unemploymentInsuranceMonths':
      return unless(isCount(value), 'not a number of months')
    case 'apprenticeship':
      return objectionToApprenticeship(value)
    default:
      return 'nobody knows this fact'
  }
}

function unless(sound: boolean, objection: string): string | null {
  return sound ? null : objection
}

function objectionToHours(value: unknown): string | null {
  if (!isRecord(value) || hasOther(value, ['onsite', 'online'])) return 'not onsite and online hours'
  return Object.values(value).every(isCount) ? null : 'not a number of hours'
}

function objectionToPapers(value: unknown): string | null {
  if (!Array.isArray(value)) return 'not a list'
  for (const paper of value) {
    const objection = objectionToPaper(paper)
    if (objection) return objection
  }
  return null
}

function objectionToPaper(value: unknown): string | null {
  if (!isRecord(value) || hasOther(value, ['kind', 'level', 'issuedOn'])) return 'not a certificate'
  if (!isCalendarDay(value.issuedOn)) return 'no such day'
  if ('level' in value && !isLevel(value.level)) return 'no such level'
  switch (value.kind) {
    case 'competency':
    case 'special_operations':
    case 'special_skill':
      return null
    case 'level':
      return 'level' in value ? null : 'a level certificate without its level'
    default:
      return 'no such kind of certificate'
  }
}

function objectionToApprenticeship(value: unknown): string | null {
  if (!isRecord(value) || hasOther(value, ['kind', 'targetLevel', 'years'])) return 'not an apprenticeship'
  if ('kind' in value && value.kind !== 'new' && value.kind !== 'modern')
    return 'no such kind of apprenticeship'
  if ('targetLevel' in value && !isLevel(value.targetLevel)) return 'no such level'
  return !('years' in value) || isCount(value.years) ? null : 'not a number of years'
}

function isRecord(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasOther(value: Loose, allowed: readonly string[]): boolean {
  return Object.keys(value).some((key) => !allowed.includes(key))
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isRow(value: unknown): boolean {
  return isWhole(value) && value >= 1 && value <= lastRow
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function isLevel(value: unknown): boolean {
  return isWhole(value) && value >= 1 && value <= 5
}

function isCalendarDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const year = Number(value.slice(0, 4))
  const month = Number(value.slice(5, 7))
  const day = Number(value.slice(8, 10))
  if (month < 1 || month > 12 || day < 1) return false
  if (month === 2) return day <= (isLeap(year) ? 29 : 28)
  return day <= ([4, 6, 9, 11].includes(month) ? 30 : 31)
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
