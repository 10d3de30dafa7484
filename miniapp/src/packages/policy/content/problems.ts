import * as v from 'valibot'
import { mismatches, policyContent, type PolicyContent } from '#shared/policy-version-content'
import { applyPreset, InvalidPolicy, parsePolicy } from '#shared/subsidy-policy'
import { inconsistencies } from '#shared/subsidy-policy-checks'
import { presetNames } from '#shared/subsidy-policy-schema'
import { mistakeIn } from './field-kinds'
import { allFields } from './fields'
import { namedPointer, pointerTo, valueAt } from './pointer'

/** Something that keeps the content from being saved: where, and what to do about it. */
export interface ContentProblem {
  readonly pointer: string
  readonly detail: string
}

const isChinese = /[\u4e00-\u9fff]/
const uncited = '没有出处不能写数字：请填条款和原文'
const uncitedSum = '没有出处，不能写金额：请填条款和原文'

/**
 * Everything wrong with a draft, each at its place; empty when it can be saved. Law of the content: no citation, no
 * number.
 * @param working the content with all changes: whole in its shape, although a figure may stand there as text
 */
export function problemsOf(working: unknown): ContentProblem[] {
  const typing = allFields(working as PolicyContent).flatMap(({ pointer, kind }) => {
    const detail = mistakeIn(kind, valueAt(working, pointer))
    return detail === null ? [] : [{ pointer, detail }]
  })
  const shape = v.safeParse(policyContent, working)
  const found = shape.success
    ? typing.length > 0
      ? []
      : meaning(shape.output)
    : shape.issues.map((issue) => located(working, issue))
  const told = new Set(typing.map((each) => each.pointer))
  return [...typing, ...found.filter((each) => !told.has(each.pointer))]
}

/** The problems of one place and of everything below it. */
export function problemsAt(problems: readonly ContentProblem[], pointer: string): ContentProblem[] {
  return problems.filter((each) => each.pointer === pointer || each.pointer.startsWith(`${pointer}/`))
}

/** A problem that the server found, at the place where the editor shows it. */
export function localised(content: unknown, { pointer, detail }: ContentProblem): ContentProblem {
  return { pointer: namedPointer(content, pointer.split('/').slice(1)), detail }
}

function located(working: unknown, issue: v.BaseIssue<unknown>): ContentProblem {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)))
  const pointer = namedPointer(working, path)
  if (/\/(effectiveC|c)itation(\/|$)/.test(pointer))
    return { pointer, detail: /\/(amount|categories)\//.test(pointer) ? uncitedSum : uncited }
  return { pointer, detail: isChinese.test(issue.message) ? issue.message : '请填写' }
}

function meaning({ document, catalogue }: PolicyContent): ContentProblem[] {
  return [...new Set([...inconsistencies(document), ...settingMistakes(document)])]
    .flatMap((sentence) => translated(document, sentence))
    .concat(mismatches(document, catalogue).map((detail) => ({ pointer: placeOfRow(detail), detail })))
}

function settingMistakes(document: PolicyContent['document']): string[] {
  try {
    const policy = parsePolicy(document)
    for (const preset of presetNames) applyPreset(policy, preset)
    return []
  } catch (error) {
    if (error instanceof InvalidPolicy) return [...error.problems]
    throw error
  }
}

/** The checks of the rules speak to programmers; these are the ones that an editor can cause. */
function translated(document: PolicyContent['document'], sentence: string): ContentProblem[] {
  const [, kind = '', name = '', rest = ''] = /^(\w+) ?(.*?): (.*)$/.exec(sentence) ?? []
  // A rule that was taken away: the fields that still name it say so themselves.
  if (kind === 'rule' && rest === 'does not exist') return []
  return [translatedOne(document, { kind, name, rest })]
}

interface Mistake {
  readonly kind: string
  readonly name: string
  readonly rest: string
}

function translatedOne(document: PolicyContent['document'], { kind, name, rest }: Mistake): ContentProblem {
  const at = (list: string, last = '') => pointerTo('document', ...list.split('.'), name) + last
  switch (kind) {
    case 'category':
      return {
        pointer: at('annex.categories', '/printedFen'),
        detail: '附件印的金额和条款的金额不一样，两处要改成一样',
      }
    case 'ambiguity':
      return { pointer: at('ambiguities', '/citation'), detail: uncited }
    case 'rule':
      return { pointer: at('rules', '/asOf'), detail: '看哪个日期，和下面的日期条件对不上' }
    case 'setting':
      return {
        pointer: placeOfSetting(document, name.split(' ')[0] ?? ''),
        detail: '这个数不能用，请改成0以上的整数，或者不设',
      }
    case 'effectiveUntil':
      return { pointer: '/document/effectiveUntil', detail: '结束的日子不能早于开始的日子' }
    default:
      return { pointer: '/document', detail: `这一处和别处对不上：${name} ${rest}` }
  }
}

function placeOfSetting({ ambiguities }: PolicyContent['document'], setting: string): string {
  const holder = ambiguities.find((each) => setting in each.settings)
  return holder ? pointerTo('document', 'ambiguities', holder.id, 'settings', setting) : '/document'
}

function placeOfRow(sentence: string): string {
  const seq = /第(\d+)行/.exec(sentence)?.[1]
  return seq === undefined ? '/catalogue' : pointerTo('catalogue', seq)
}
