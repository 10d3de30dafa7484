import { mismatches, type PolicyContent } from '#shared/policy-version-content'
import type { FieldError } from '#shared/problem'
import { InvalidPolicy } from '#shared/subsidy-policy'
import { policyOf } from './policy-edition'

/** Everything in a content that the schema cannot see, in the editor's words; empty when it can be asked. */
export function problemsIn(content: PolicyContent): FieldError[] {
  return [
    ...inconsistenciesOf(content).map((problem) => fieldError('/document', inChinese(problem))),
    ...mismatches(content.document, content.catalogue).map((detail) => fieldError('/catalogue', detail)),
  ]
}

function inconsistenciesOf(content: PolicyContent): readonly string[] {
  try {
    policyOf(content)
    return []
  } catch (error) {
    if (error instanceof InvalidPolicy) return error.problems
    throw error
  }
}

function fieldError(pointer: string, detail: string): FieldError {
  return { pointer, code: 'inconsistent', detail }
}

const kinds: Readonly<Record<string, string>> = {
  rule: '条款',
  condition: '条件',
  ambiguity: '疑义',
  setting: '设置',
  category: '种类',
  row: '目录行',
}

/** The checks speak to programmers; the policy desk reads this. */
const sentences: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^(\w+) (.+): written twice$/, (kind, name) => `${nameOf(kind)}${name}写了两次`],
  [/^(\w+) (.+): does not exist$/, (kind, name) => `没有${nameOf(kind)}${name}`],
  [/^effectiveUntil: before effectiveFrom$/, () => '结束日早于开始日'],
  [/^rule (.+): asOf and conditions disagree$/, (id) => `条款${id}：看哪个日期，和它的日期条件对不上`],
  [
    /^category (.+): prints another sum than (.+) pays$/,
    (name, id) => `${name}：印的金额和条款${id}的不一样`,
  ],
  [/^ambiguity (.+): a figure without a citation$/, (id) => `疑义${id}：有数字，没有写出处`],
  [/^condition (.+): /, (id) => `条件${id}：比较的方法和要看的内容对不上`],
  [/^setting (.+?)(?: under (.+))?: /, (name) => `设置${name}：取值不对`],
]

function inChinese(problem: string): string {
  for (const [pattern, sentence] of sentences) {
    const match = pattern.exec(problem)
    if (match) return sentence(...match.slice(1).map((part) => part ?? ''))
  }
  return `政策内容有一处不对：${problem}`
}

function nameOf(kind = ''): string {
  return kinds[kind] ?? kind
}
