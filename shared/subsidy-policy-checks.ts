import { isRecord } from './subsidy-canonical'
import {
  presetNames,
  type ConditionEntry,
  type ConditionFact,
  type ConditionName,
  type ExclusiveGroupEntry,
  type PolicyFile,
  type SettingValue,
} from './subsidy-policy-schema'

/** Under which name each fact's condition is reported. */
export const nameOfFact: Record<ConditionFact, ConditionName> = {
  countedHours: 'minHours',
  examPassed: 'examPassed',
  trainedInCity: 'inCity',
  examinedInCity: 'inCity',
  employee: 'employee',
  certificateKind: 'certificate',
  asOfDate: 'inPeriod',
  unemploymentInsuranceMonths: 'insuranceMonths',
  apprenticeshipYears: 'apprenticeshipYears',
}

/** What the schema cannot see: references that lead nowhere, things written twice, comparisons that mean nothing. */
export function inconsistencies(file: PolicyFile): string[] {
  return [
    ...duplicates(file),
    ...danglingReferences(file),
    ...file.rules.flatMap((rule) => rule.conditions.flatMap(malformed)),
    ...contradictions(file),
    ...file.exclusiveGroups.flatMap(overlaps),
    ...uncitedFigures(file),
  ]
}

function duplicates(file: PolicyFile): string[] {
  const lists: Record<string, readonly (string | number)[]> = {
    rule: file.rules.map((rule) => rule.id),
    condition: file.rules.flatMap((rule) => rule.conditions.map((each) => each.id)),
    ambiguity: file.ambiguities.map((each) => each.id),
    setting: file.ambiguities.flatMap((each) => Object.keys(each.settings)),
    group: file.exclusiveGroups.map((each) => each.id),
    category: file.annex.categories.map((each) => each.category),
    row: file.annex.categories.flatMap((each) => each.rows),
  }
  return Object.entries(lists).flatMap(([kind, list]) =>
    list
      .filter((each, index) => list.indexOf(each) !== index)
      .map((each) => `${kind} ${String(each)}: written twice`),
  )
}

function danglingReferences(file: PolicyFile): string[] {
  const { categories, sectors, sameSkill } = file.annex
  const rows = new Set(categories.flatMap((each) => each.rows.map(String)))
  const rules = new Set(file.rules.map((rule) => rule.id))
  const flags = new Set(file.ambiguities.map((each) => each.id))
  const settings = new Set(file.ambiguities.flatMap((each) => Object.keys(each.settings)))
  const presets = presetNames.map((name) => file.presets[name])
  const remarks = [...file.rules, ...categories].flatMap((each) => each.remarks.map((remark) => remark.flag))
  const { exclusiveGroups } = file
  const values = file.rules.flatMap((rule) =>
    rule.conditions.flatMap((each) => [...settingNames(each.value)]),
  )
  return [
    ...missing('rule', rules, [
      ...categories.map((each) => each.rule),
      sectors.rule,
      ...file.evidence.flatMap((each) => each.rules),
      ...exclusiveGroups.flatMap((group) => group.sides.flatMap((side) => side.rules)),
    ]),
    ...missing(
      'row',
      rows,
      sameSkill.flatMap((each) => each.rows.map(String)),
    ),
    ...missing('ambiguity', flags, [
      ...remarks,
      sectors.flag,
      ...exclusiveGroups.map((each) => each.flag),
      ...presets.flatMap((each) => Object.keys(each.sentences)),
    ]),
    ...missing('setting', settings, [
      ...values,
      ...exclusiveGroups.map((each) => each.scope.setting),
      ...presets.flatMap((each) => Object.keys(each.values)),
    ]),
  ]
}

function missing(kind: string, known: ReadonlySet<string>, named: readonly string[]): string[] {
  return [...new Set(named)]
    .filter((each) => !known.has(each))
    .map((each) => `${kind} ${each}: does not exist`)
}

/** The shape of the right-hand side must fit the operator, and the operator the fact. */
function malformed({ id, name, fact, operator, value }: ConditionEntry): string[] {
  const shape = Array.isArray(value) ? 'list' : isRecord(value) && 'from' in value ? 'range' : 'single'
  const wanted = { oneOf: 'list', within: 'range' }[operator as string] ?? 'single'
  const only = { countedHours: 'atLeast', certificateKind: 'oneOf' }[fact as string]
  return [
    ...(shape === wanted ? [] : [`condition ${id}: ${operator} needs a ${wanted}, not a ${shape}`]),
    ...(only === undefined || only === operator
      ? []
      : [`condition ${id}: ${fact} is asked with ${only} only`]),
    ...(nameOfFact[fact] === name ? [] : [`condition ${id}: ${fact} is reported as ${nameOfFact[fact]}`]),
  ]
}

function contradictions(file: PolicyFile): string[] {
  const problems: string[] = []
  if (file.effectiveFrom > file.effectiveUntil) problems.push('effectiveUntil: before effectiveFrom')
  for (const { id, asOf, conditions } of file.rules) {
    const asksForDate = conditions.some((each) => each.fact === 'asOfDate')
    if (asksForDate === (asOf === 'notChecked')) problems.push(`rule ${id}: asOf and conditions disagree`)
  }
  for (const { category, rule, printedFen } of file.annex.categories) {
    const paying = file.rules.find((each) => each.id === rule)
    if (paying && paying.amount.fen !== printedFen) {
      problems.push(`category ${category}: prints another sum than ${rule} pays`)
    }
  }
  return problems
}

/** A rule on two sides of one group would exclude itself. */
function overlaps({ id, sides }: ExclusiveGroupEntry): string[] {
  const rules = sides.flatMap((side) => side.rules)
  const twice = rules.filter((each, index) => rules.indexOf(each) !== index)
  return twice.map((each) => `group ${id}: ${each} stands on two sides`)
}

/** No citation, no number: a setting that holds a figure says where the text gives it. */
function uncitedFigures(file: PolicyFile): string[] {
  return file.ambiguities
    .filter((each) => each.citation === undefined && Object.values(each.settings).some(isFigure))
    .map((each) => `ambiguity ${each.id}: a figure without a citation`)
}

/** Numbers and dates are figures; names of methods are not. */
function isFigure(value: SettingValue): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))
}

function* settingNames(value: unknown): Generator<string> {
  if (!isRecord(value)) return
  if (typeof value['setting'] === 'string') yield value['setting']
  for (const part of Object.values(value)) yield* settingNames(part)
}
