import type { PolicyChangesView } from '#shared/policy-versions'
import type { PolicyContent } from '#shared/policy-version-content'
import type { Citation } from '#shared/subsidy-policy-schema'
import { isRecord } from '#shared/subsidy-canonical'
import { valueAt } from './pointer'
import { settingWords } from './setting-words'
import { valueWords } from './value-words'

type ChangeView = PolicyChangesView['changes'][number]

/** The same change in one place or in many: a sum that the annex prints in 134 rows is one thing to look at. */
export interface ChangeLine {
  /** `金额：数额`. */
  readonly place: string
  /** Where it was made, when in several places: `41 钢筋工`. */
  readonly places: readonly string[]
  readonly before: string
  readonly after: string
  readonly citation: Citation | null
  /** The new sum, where the quoted words do not name it: the source may have been left behind. */
  readonly unsaid: string | null
}

/** Changes that belong together: one rule, one doubt, the catalogue, the cases. */
export interface ChangeGroup {
  readonly title: string
  /** How many places were changed. */
  readonly count: number
  readonly lines: readonly ChangeLine[]
}

/** The content of a version without its cases: what everybody may read. */
export type ReadableContent = Pick<PolicyContent, 'document' | 'catalogue' | 'transition'>

/** What was changed, by the thing that it was changed on; what decides about money comes first. */
export function changeGroups(content: ReadableContent, changes: readonly ChangeView[]): ChangeGroup[] {
  const groups = new Map<string, ChangeView[]>()
  for (const change of meant(changes).sort((left, right) => rankOf(left) - rankOf(right))) {
    const title = titleOf(content, change.pointer)
    groups.set(title, [...(groups.get(title) ?? []), change])
  }
  return [...groups].map(([title, list]) => ({ title, count: list.length, lines: linesOf(content, list) }))
}

/** The number of a version always differs: that is no change to look at. */
export function meant(changes: readonly ChangeView[]): ChangeView[] {
  return changes.filter((each) => each.pointer !== '/document/version')
}

function linesOf(content: ReadableContent, changes: readonly ChangeView[]): ChangeLine[] {
  const lines = new Map<string, ChangeLine>()
  for (const change of changes) {
    const { owner, place } = placeOf(content, change)
    const [before, after] = [sideWords(change, change.before), sideWords(change, change.after)]
    const citation = isCitation(change.pointer) ? null : citationOf(content, change.pointer)
    const key = JSON.stringify([place, before, after, citation, owner === null])
    const places = [...(lines.get(key)?.places ?? []), ...(owner === null ? [] : [owner])]
    lines.set(key, { place, places, before, after, citation, unsaid: unsaidIn(change, citation) })
  }
  return [...lines.values()]
}

/** In lists of many alike, whose place it is; the rest is the place inside of it. */
function placeOf(
  content: ReadableContent,
  { pointer, label }: ChangeView,
): { owner: string | null; place: string } {
  const [, root = '', second = '', third = '', fourth = ''] = pointer.split('/')
  const inside = (from: number) => label.split(' › ').slice(from).map(partWords).join('：')
  if (root === 'catalogue') return { owner: rowName(content, second), place: inside(2) || '整行' }
  if (root === 'cases') return { owner: second, place: inside(2) || '整个案例' }
  if (root !== 'document') return { owner: null, place: inside(0) }
  if (third === 'categories') return { owner: fourth, place: inside(4) }
  return { owner: null, place: inside(depths[second] ?? 1) }
}

/** A part of a label in words: settings go by what the desk calls them. */
function partWords(part: string): string {
  return settingWords[part]?.label ?? valueWords(part)
}

/** How much of a label the heading of the group has said already. */
const depths: Readonly<Record<string, number>> = { rules: 3, ambiguities: 3, presets: 2 }

function rowName({ catalogue }: ReadableContent, seq: string): string {
  const row = catalogue.find((each) => String(each.seq) === seq)
  return row ? `${seq} ${row.name}` : `第${seq}行`
}

/** The annex quotes the heading of its column; rules and settings quote the sum itself. */
function unsaidIn({ pointer, after }: ChangeView, citation: Citation | null): string | null {
  const figure = /^(\d+(?:\.\d+)?)元?$/.exec(after ?? '')?.[1]
  if (figure === undefined || !citation || !/^\/document\/(rules|ambiguities)\//.test(pointer)) return null
  return citation.quotation.includes(figure) ? null : figure
}

function isCitation(pointer: string): boolean {
  return /\/(effectiveC|c)itation(\/|$)/.test(pointer)
}

/** One side of a change; lists and objects as the words in them. */
function sideWords({ pointer }: ChangeView, text: string | null): string {
  if (text === null) return '没有'
  if (pointer.endsWith('/amountYuan')) return `${text}元`
  if (!/^[[{]/.test(text)) return valueWords(text)
  try {
    const words = [...leaves(JSON.parse(text))]
    return words.length === 0 ? '没有' : words.join('，')
  } catch {
    return text
  }
}

/** The clause and words on which a place rests: its own, or those of what it belongs to. */
function citationOf(content: ReadableContent, pointer: string): Citation | null {
  const parts = pointer.split('/')
  for (let length = parts.length; length > 2; length -= 1) {
    const at = valueAt(content, parts.slice(0, length).join('/'))
    const found = isRecord(at) ? (asCitation(at['citation']) ?? asCitation(at)) : null
    if (found) return found
  }
  return null
}

function asCitation(value: unknown): Citation | null {
  if (!isRecord(value)) return null
  const { clause, quotation } = value
  return typeof clause === 'string' && typeof quotation === 'string' ? { clause, quotation } : null
}

function titleOf({ document }: ReadableContent, pointer: string): string {
  const [, root = '', list = '', name = ''] = pointer.split('/')
  if (root !== 'document') return rootTitles[root] ?? '文件本身'
  const rule = document.rules.find((each) => each.id === name)
  if (list === 'rules' && rule) return `${rule.clause}${rule.title}`
  const ambiguity = document.ambiguities.find((each) => each.id === name)
  if (list === 'ambiguities' && ambiguity) return `${ambiguity.id} ${ambiguity.question}`
  return listTitles[list] ?? '文件本身'
}

const rootTitles: Readonly<Record<string, string>> = {
  catalogue: '工种目录',
  transition: '过渡',
  cases: '案例',
  preset: '口径',
}
const listTitles: Readonly<Record<string, string>> = {
  annex: '附件每类的金额和行',
  presets: '口径的取值',
}

const order = ['rules', 'ambiguities', 'presets', 'annex']

function rankOf({ pointer }: ChangeView): number {
  const [, root = '', list = ''] = pointer.split('/')
  const at = order.indexOf(list)
  if (root === 'document') return at === -1 ? order.length + 3 : at
  return order.length + ['preset', 'transition', 'catalogue'].indexOf(root) + (root === 'cases' ? 5 : 0)
}

/** What a list or an object says, part by part; an end that is not set says nothing. */
function* leaves(value: unknown): Generator<string> {
  if (Array.isArray(value) || isRecord(value)) {
    for (const part of Object.values(value)) yield* leaves(part)
  } else if (value !== null) yield valueWords(value)
}
