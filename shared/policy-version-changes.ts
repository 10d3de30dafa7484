import type { PolicyContent } from './policy-version-content'
import { fieldWord, valueWord } from './policy-version-words'
import { canonicalText, isRecord } from './subsidy-canonical'

/** One place where two versions differ. */
export interface PolicyChange {
  /** JSON pointer; members of lists that carry an id are found by it: `/document/rules/R11-1/amount/fen`. */
  readonly pointer: string
  readonly label: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** As text, sums in yuan; null = was not there. */
  readonly before: string | null
  readonly after: string | null
}

/** Every place where the later content differs from the earlier one, in the order of the later one. */
export function changesBetween(before: PolicyContent, after: PolicyContent): PolicyChange[] {
  return compare(before, after, [])
}

function compare(before: unknown, after: unknown, path: readonly string[]): PolicyChange[] {
  if (canonicalText(before) === canonicalText(after)) return []
  const [left, right] = [membersOf(before), membersOf(after)]
  if (!left || !right) return [change(before, after, path)]
  const names = [...right.keys(), ...[...left.keys()].filter((name) => !right.has(name))]
  const changes = names.flatMap((name) => compare(left.get(name), right.get(name), [...path, name]))
  // The same members in another order: order decides which rule is answered first.
  return changes.length > 0 ? changes : [change([...left.keys()], [...right.keys()], path)]
}

function change(before: unknown, after: unknown, path: readonly string[]): PolicyChange {
  const field = path.at(-1) ?? ''
  return {
    pointer: `/${path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`,
    label: labelOf(path),
    kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    before: before === undefined ? null : textOf(before, field),
    after: after === undefined ? null : textOf(after, field),
  }
}

/** What is inside a list or an object, by name; null for a plain value, or a list whose members have no id of their own. */
function membersOf(value: unknown): Map<string, unknown> | null {
  if (isRecord(value)) return new Map(Object.entries(value))
  if (!Array.isArray(value) || value.length === 0) return null
  const named = value.map((each): [string, unknown] => [idOf(each), each])
  const ids = new Set(named.map(([id]) => id))
  return ids.size === value.length && !ids.has('') ? new Map(named) : null
}

/** By what a member of each list of the content is known. */
const idFields = ['id', 'seq', 'category', 'flag'] as const

function idOf(member: unknown): string {
  if (!isRecord(member)) return ''
  const field = idFields.find((name) => ['string', 'number'].includes(typeof member[name]))
  return field === undefined ? '' : String(member[field])
}

function textOf(value: unknown, field: string): string {
  if (/fen$/i.test(field) && typeof value === 'number') return `${String(value / 100)}元`
  if (typeof value === 'string') return valueWord(value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  return value === null ? '不设' : JSON.stringify(value)
}

function labelOf(path: readonly string[]): string {
  return path.map(fieldWord).join(' › ')
}
