import * as v from 'valibot'
import { chineseDay } from './subsidy-calendar'
import { canonicalText } from './subsidy-canonical'
import { scaled, type ResolvedValue } from './subsidy-operators'
import { inconsistencies } from './subsidy-policy-checks'
import {
  engineSettings,
  policyFile,
  type AnnexCategory,
  exclusionScopes,
  type ConditionEntry,
  type EngineSettings,
  type ExclusionScope,
  type ExclusiveGroupEntry,
  type Operand,
  type PolicyFile,
  type PresetName,
  type Remark,
  type RuleEntry,
  type SettingValue,
} from './subsidy-policy-schema'
import { cityOf } from './subsidy-wording'

export { chineseDay } from './subsidy-calendar'
export type { Ambiguity, Citation, ConditionName, PolicyFile, PresetName } from './subsidy-policy-schema'

/** Text in, fingerprint out (lower-case SHA-256 hex). The server passes node's; shared code has none of its own. */
export type Digest = (text: string) => string

/** A condition whose settings have been looked up: nothing is left to resolve when a person asks. */
export interface Condition extends Omit<ConditionEntry, 'value'> {
  /** Hours and months in integer tenths. */
  readonly value: ResolvedValue
}

/** A sentence shown beside a candidate, and when. */
export type ResolvedRemark = Remark & { readonly note: { readonly flag: string; readonly sentence: string } }

/** A rule ready to be asked. Conditions whose setting is null are gone. */
export interface Rule extends Omit<RuleEntry, 'conditions' | 'remarks'> {
  readonly conditions: readonly Condition[]
  readonly remarks: readonly ResolvedRemark[]
  /** Kinds of certificate that count, from its condition `certificateKind`: `competency`, `level:4`. */
  readonly certificates: readonly string[]
}

export interface ResolvedCategory extends Omit<AnnexCategory, 'remarks'> {
  readonly remarks: readonly ResolvedRemark[]
}

/** An exclusive group whose scope has been looked up; null = nobody has said (A19), so nothing is blocked. */
export interface ExclusiveGroup extends Omit<ExclusiveGroupEntry, 'scope'> {
  readonly setting: string
  readonly scope: ExclusionScope | null
}

/** A policy under one preset. Plain data; made by `parsePolicy` and `applyPreset` only. */
export interface SubsidyPolicy {
  readonly file: PolicyFile
  readonly code: string
  readonly version: number
  /** Where it holds, without the province: `连云港市`. */
  readonly city: string
  readonly preset: PresetName
  /** Fingerprint of the whole file, presets included; empty when no digest was given. */
  readonly hash: string
  readonly rules: readonly Rule[]
  readonly categoryOfRow: ReadonlyMap<number, ResolvedCategory>
  readonly exclusiveGroups: readonly ExclusiveGroup[]
  /** Other rows that are the same skill as a row. */
  readonly sameSkill: ReadonlyMap<number, ReadonlySet<number>>
  readonly sentences: ReadonlyMap<string, string>
  readonly settings: EngineSettings & Readonly<Record<string, SettingValue>>
}

/** The policy file is not usable; `problems` lists everything that is wrong, with its place. */
export class InvalidPolicy extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`policy file is not usable:\n${problems.join('\n')}`)
    this.name = 'InvalidPolicy'
    this.problems = problems
  }
}

/**
 * Reads a policy file under the preset `notice`: only what the notice itself says.
 * @param digest gives the content hash; without it `hash` is empty
 * @throws {InvalidPolicy} with everything that is wrong
 */
export function parsePolicy(json: unknown, digest?: Digest): SubsidyPolicy {
  const result = v.safeParse(policyFile, json)
  if (!result.success) {
    throw new InvalidPolicy(result.issues.map((each) => `${v.getDotPath(each) ?? 'file'}: ${each.message}`))
  }
  const problems = inconsistencies(result.output)
  if (problems.length > 0) throw new InvalidPolicy(problems)
  return compile(result.output, 'notice', digest?.(canonicalText(result.output)) ?? '')
}

/** The same policy under another preset; the file and its hash stay the same. */
export function applyPreset(policy: SubsidyPolicy, preset: PresetName): SubsidyPolicy {
  return policy.preset === preset ? policy : compile(policy.file, preset, policy.hash)
}

/** The same policy with some settings decided otherwise: for what-if questions and reviews of a draft. */
export function withSettings(
  policy: SubsidyPolicy,
  values: Readonly<Record<string, SettingValue>>,
): SubsidyPolicy {
  const unknown = Object.keys(values).filter((name) => !(name in policy.settings))
  if (unknown.length > 0) throw new InvalidPolicy(unknown.map((name) => `setting ${name}: does not exist`))
  return compile(policy.file, policy.preset, policy.hash, values)
}

/** Where the policy stands on a day, with the sentence shown on screen. Both first and last day are inside. */
export function policyStatusOn(policy: SubsidyPolicy, date: string): PolicyStatus {
  const { effectiveFrom, effectiveUntil } = policy.file
  if (date < effectiveFrom) return { status: 'before', sentence: `本办法从${chineseDay(effectiveFrom)}开始` }
  if (date > effectiveUntil)
    return { status: 'closed', sentence: `本办法已于${chineseDay(effectiveUntil)}结束` }
  return { status: 'active', sentence: `本办法有效，到${chineseDay(effectiveUntil)}为止` }
}
export interface PolicyStatus {
  readonly status: 'before' | 'active' | 'closed'
  readonly sentence: string
}

function compile(
  file: PolicyFile,
  preset: PresetName,
  hash: string,
  overrides: Readonly<Record<string, SettingValue>> = {},
): SubsidyPolicy {
  const settings = settingsUnder(file, preset, overrides)
  const overlay = file.presets[preset].sentences
  const sentences = new Map(file.ambiguities.map((each) => [each.id, overlay[each.id] ?? each.sentence]))
  const remarks = (list: readonly Remark[]): ResolvedRemark[] =>
    list.map((each) => ({ ...each, note: { flag: each.flag, sentence: sentences.get(each.flag) ?? '' } }))
  const categories = file.annex.categories.map((each) => ({ ...each, remarks: remarks(each.remarks) }))
  return {
    file,
    code: file.code,
    version: file.version,
    city: cityOf(file.jurisdiction),
    preset,
    hash,
    rules: [...file.rules].sort(byOpening).map((rule) => resolveRule(rule, settings, remarks(rule.remarks))),
    categoryOfRow: new Map(categories.flatMap((each) => each.rows.map((row) => [row, each] as const))),
    exclusiveGroups: file.exclusiveGroups.map((each) => resolveGroup(each, settings)),
    sameSkill: kinsOf(file),
    sentences,
    settings,
  }
}

function kinsOf({ annex }: PolicyFile): Map<number, Set<number>> {
  const kins = new Map<number, Set<number>>()
  const add = (row: number, other: number) => kins.set(row, (kins.get(row) ?? new Set()).add(other))
  for (const { rows } of annex.sameSkill) {
    add(rows[0], rows[1])
    add(rows[1], rows[0])
  }
  return kins
}

function resolveGroup(
  { scope: { setting }, ...group }: ExclusiveGroupEntry,
  settings: SubsidyPolicy['settings'],
): ExclusiveGroup {
  const value = settings[setting] ?? null
  const scope = exclusionScopes.find((each) => each === value) ?? null
  if (scope !== value)
    throw new InvalidPolicy([`setting ${setting}: not one of ${exclusionScopes.join(', ')}`])
  return { ...group, setting, scope }
}

function settingsUnder(
  file: PolicyFile,
  preset: PresetName,
  overrides: Readonly<Record<string, SettingValue>>,
): SubsidyPolicy['settings'] {
  const values: Record<string, SettingValue> = {}
  for (const ambiguity of file.ambiguities) Object.assign(values, ambiguity.settings)
  for (const [name, overlay] of Object.entries(file.presets[preset].values)) values[name] = overlay.value
  Object.assign(values, overrides)
  const engine = v.safeParse(engineSettings, values)
  if (!engine.success) {
    throw new InvalidPolicy(
      engine.issues.map((each) => `setting ${String(each.path?.[0].key)} under ${preset}: ${each.message}`),
    )
  }
  return { ...values, ...engine.output }
}

function resolveRule(
  rule: RuleEntry,
  settings: SubsidyPolicy['settings'],
  remarks: readonly ResolvedRemark[],
): Rule {
  const conditions = rule.conditions.flatMap((entry): Condition[] => {
    const value = resolveValue(entry.value, settings)
    return value === null ? [] : [{ ...entry, value: scaled(entry.fact, value) }]
  })
  const kinds = conditions.find((each) => each.fact === 'certificateKind')?.value
  return { ...rule, conditions, remarks, certificates: Array.isArray(kinds) ? kinds.map(String) : [] }
}

function resolveValue(
  value: ConditionEntry['value'],
  settings: SubsidyPolicy['settings'],
): ResolvedValue | null {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || 'setting' in value) return resolveOperand(value, settings)
  const from = resolveOperand(value.from, settings)
  const until = resolveOperand(value.until, settings)
  return from === null && until === null ? null : { from, until }
}

function resolveOperand(
  operand: Operand,
  settings: SubsidyPolicy['settings'],
): string | number | boolean | null {
  if (typeof operand !== 'object') return operand
  const value = settings[operand.setting] ?? null
  if (Array.isArray(value)) throw new InvalidPolicy([`setting ${operand.setting}: a list cannot be compared`])
  return value
}

/** The rule of the worker's own trade is answered first, certificates without a trade last. */
function byOpening(left: RuleEntry, right: RuleEntry): number {
  return openingOrder.indexOf(left.opening.by) - openingOrder.indexOf(right.opening.by)
}
const openingOrder: readonly RuleEntry['opening']['by'][] = [
  'annexRow',
  'apprenticeship',
  'certificate',
  'nothing',
]
