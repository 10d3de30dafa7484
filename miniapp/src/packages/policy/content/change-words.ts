import type { PolicyChangesView } from '#shared/policy-versions'
import type { PolicyContent } from '#shared/policy-version-content'
import type { Citation } from '#shared/subsidy-policy-schema'
import { isRecord } from '#shared/subsidy-canonical'
import { valueAt } from './pointer'
import { valueWords } from './value-words'

type ChangeView = PolicyChangesView['changes'][number]

/** Changes that belong together: one rule, one doubt, the catalogue, the cases. */
export interface ChangeGroup {
  readonly title: string
  readonly changes: readonly ChangeView[]
}

/** The content of a version without its cases: what everybody may read. */
export type ReadableContent = Pick<PolicyContent, 'document' | 'catalogue' | 'transition'>

/** What was changed, by the thing that it was changed on; what decides about money comes first. */
export function changeGroups(content: ReadableContent, changes: readonly ChangeView[]): ChangeGroup[] {
  const groups = new Map<string, ChangeView[]>()
  for (const change of [...changes].sort((left, right) => rankOf(left) - rankOf(right))) {
    const title = titleOf(content, change.pointer)
    groups.set(title, [...(groups.get(title) ?? []), change])
  }
  return [...groups].map(([title, list]) => ({ title, changes: list }))
}

/** The place inside its thing: `金额 › 数额`. */
export function placeWords({ label, pointer }: ChangeView): string {
  const parts = label.split(' › ')
  const inside = pointer.startsWith('/document/annex') ? 3 : pointer.startsWith('/document/') ? 3 : 2
  const rest = parts.slice(pointer.startsWith('/catalogue') ? 1 : Math.min(inside, parts.length - 1))
  return rest.map(valueWords).join('：')
}

/** One side of a change; lists and objects as the words in them. */
export function sideWords(text: string | null): string {
  if (text === null) return '没有'
  if (!/^[[{]/.test(text)) return valueWords(text)
  try {
    const words = [...leaves(JSON.parse(text))]
    return words.length === 0 ? '没有' : words.join('，')
  } catch {
    return text
  }
}

/** The clause and words on which a place rests: its own, or those of what it belongs to. */
export function citationOf(content: ReadableContent, pointer: string): Citation | null {
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

function* leaves(value: unknown): Generator<string> {
  if (Array.isArray(value) || isRecord(value)) {
    for (const part of Object.values(value)) yield* leaves(part)
  } else yield valueWords(value)
}
