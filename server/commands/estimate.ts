import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { isRealDate } from '#shared/primitives'
import { applyPreset, type PresetName, type SubsidyPolicy } from '#shared/subsidy-policy'
import { presetNames } from '#shared/subsidy-policy-schema'
import { assess, InvalidFacts, type Assessment, type SubsidyFacts } from '#shared/subsidy-rules'
import { policyOf } from '../policies/policy-edition'
import { seedContent } from '../policies/policy-seed-content'
import { endQuietlyWhenNobodyReads } from './closed-pipe'

const usage = '用法：npm run -s estimate -- FILE.jsonl [--on 2021-06-18]'

const caseLine = v.object({
  id: v.nullish(v.union([v.string(), v.number()])),
  preset: v.optional(v.picklist(presetNames), 'notice'),
  facts: v.unknown(),
})

/** The policy under each of its presets. */
export type PolicyByPreset = Readonly<Record<PresetName, SubsidyPolicy>>

/** Compiles the policy once for each preset, not once for each line. */
export function underEachPreset(policy: SubsidyPolicy): PolicyByPreset {
  return { notice: applyPreset(policy, 'notice'), common: applyPreset(policy, 'common') }
}

/** What a line without usable facts answers. */
interface CaseError {
  id: string | number | null
  error: { code: string; detail: string; facts?: InvalidFacts['problems'] }
}

/**
 * Answers one line of a case file.
 * @param on the day of the question; it never decides whether a period holds
 */
export function answerCase(text: string, policies: PolicyByPreset, on: string): object {
  const parsed = readCase(text)
  if ('error' in parsed) return parsed
  const { id, preset, facts } = parsed
  try {
    return { id, ...present(assess(policies[preset], facts as SubsidyFacts, on)) }
  } catch (error) {
    if (!(error instanceof InvalidFacts)) throw error
    return { id, error: { code: 'invalid_facts', detail: '有几项填得不对', facts: error.problems } }
  }
}

function readCase(
  text: string,
): CaseError | { id: string | number | null; preset: PresetName; facts: unknown } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { id: null, error: { code: 'unreadable_line', detail: '这一行不是完整的JSON' } }
  }
  const result = v.safeParse(caseLine, json)
  if (result.success) return { ...result.output, id: result.output.id ?? null }
  return {
    id: idOf(json),
    error: { code: 'invalid_case', detail: '这一行要有 id、preset（notice 或 common）和 facts' },
  }
}

function idOf(json: unknown): string | number | null {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : null
  return typeof id === 'string' || typeof id === 'number' ? id : null
}

function present({ policy, candidates, best }: Assessment): object {
  return {
    policy: { code: policy.code, version: policy.version, preset: policy.preset, hash: policy.hash },
    candidates: candidates.map(({ rule, clause, outcome, amount, failed, needs, flags }) => ({
      rule,
      clause,
      outcome,
      amount,
      failed: failed.map(({ condition, expected, actual, short }) => ({
        condition,
        expected,
        actual,
        short,
      })),
      needs,
      flags,
    })),
    best,
  }
}

/** Reads the arguments, or says what is wrong with them. */
export function readArguments(
  args: readonly string[],
): { file: string; on: string | undefined } | { wrong: string } {
  const dateAt = args.indexOf('--on')
  const on = dateAt < 0 ? undefined : args[dateAt + 1]
  const files = args.filter((_each, index) => dateAt < 0 || (index !== dateAt && index !== dateAt + 1))
  const [file, ...others] = files
  if (file === undefined || others.length > 0 || file.startsWith('--')) return { wrong: usage }
  if (dateAt >= 0 && (on === undefined || !isDate(on))) return { wrong: `--on 后面要写日期。${usage}` }
  return { file, on }
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isRealDate(text)
}

function main(): number {
  const asked = readArguments(process.argv.slice(2))
  if ('wrong' in asked) return refuse(asked.wrong)
  const on = asked.on ?? process.env['PROGRAMME_DATE'] ?? '2021-06-18'
  if (!isDate(on)) return refuse(`PROGRAMME_DATE 不是日期：${on}`)
  let text: string
  try {
    text = readFileSync(asked.file, 'utf8')
  } catch {
    return refuse(`读不了文件：${asked.file}`)
  }
  const policies = underEachPreset(policyOf(seedContent()))
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (line.trim() !== '') console.log(JSON.stringify(answerCase(line, policies, on)))
  }
  return 0
}

function refuse(message: string): number {
  console.error(message)
  return 2
}

if (require.main === module) {
  endQuietlyWhenNobodyReads(process.stdout)
  process.exitCode = main()
}
