import { isRecord } from './subsidy-canonical'
import { presetNames, type PolicyFile, type SettingValue } from './subsidy-policy-schema'

/** What the schema cannot see: references that lead nowhere, rows listed twice, figures without a citation. */
export function inconsistencies(file: PolicyFile): string[] {
  const rules = new Set(file.rules.map((rule) => rule.id))
  const flags = new Set(file.ambiguities.map((each) => each.id))
  const settings = new Set(file.ambiguities.flatMap((each) => Object.keys(each.settings)))
  const rows = file.annex.categories.flatMap((each) => each.rows)
  const remarks = [...file.rules, ...file.annex.categories].flatMap((each) => each.remarks)
  const conditions = file.rules.flatMap((rule) => rule.conditions)
  const references = [...conditions, ...remarks].flatMap((each) => [...settingReferences(each)])
  return [
    ...(rules.size < file.rules.length ? ['rules: an id is used twice'] : []),
    ...(flags.size < file.ambiguities.length ? ['ambiguities: an id is used twice'] : []),
    ...(new Set(rows).size < rows.length ? ['annex: a row stands in two categories'] : []),
    ...(file.effectiveFrom > file.effectiveUntil ? ['effectiveUntil: before effectiveFrom'] : []),
    ...[...file.annex.categories.map((each) => each.rule), file.annex.sectors.rule]
      .filter((id) => !rules.has(id))
      .map((id) => `annex: no such rule: ${id}`),
    ...[...remarks.map((each) => each.flag), file.annex.sectors.flag]
      .filter((id) => !flags.has(id))
      .map((id) => `remarks: no such ambiguity: ${id}`),
    ...references.filter((name) => !settings.has(name)).map((name) => `no such setting: ${name}`),
    ...presetNames.flatMap((preset) =>
      Object.keys(file.presets[preset].values)
        .filter((name) => !settings.has(name))
        .map((name) => `preset ${preset}: no such setting: ${name}`),
    ),
    ...file.ambiguities
      .filter((each) => each.citation === undefined && Object.values(each.settings).some(isFigure))
      .map((each) => `${each.id}: a figure without a citation`),
  ]
}

/** Numbers and dates are figures; names of methods are not. */
function isFigure(value: SettingValue): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))
}

function* settingReferences(value: unknown): Generator<string> {
  if (!isRecord(value)) return
  if (typeof value['setting'] === 'string') yield value['setting']
  for (const part of Object.values(value)) yield* settingReferences(part)
}
