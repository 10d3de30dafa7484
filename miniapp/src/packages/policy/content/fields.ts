import type { PolicyContent } from '#shared/policy-version-content'
import type { Ambiguity, PresetName } from '#shared/subsidy-policy'
import type { ConditionEntry, RuleEntry } from '#shared/subsidy-policy-schema'
import { certificateWords, conditionWords } from '#shared/subsidy-wording'
import type { FieldKind } from './field-kinds'
import { pointerTo } from './pointer'
import { wordsOfSetting } from './setting-words'

/** One place that can be edited: where, what it is called, how it is filled in, and where its source stands. */
export interface Field {
  readonly pointer: string
  readonly label: string
  readonly kind: FieldKind
  /** Place of the clause and quotation on which the value rests. */
  readonly citation?: string
  readonly hint?: string
}

type Document = PolicyContent['document']
const line: FieldKind = { kind: 'line' }
const text: FieldKind = { kind: 'text' }

/** What the version as a whole says of itself. */
export const basicFields: readonly Field[] = [
  { pointer: '/document/title', label: '文件名称', kind: text },
  { pointer: '/document/documentNumber', label: '文号（可以不填）', kind: { kind: 'line', gap: 'null' } },
  { pointer: '/document/publishedOn', label: '印发日期', kind: { kind: 'date' } },
  {
    pointer: '/document/effectiveFrom',
    label: '政策从哪天起（含当天）',
    kind: { kind: 'date' },
    citation: '/document/effectiveCitation',
  },
  {
    pointer: '/document/effectiveUntil',
    label: '政策到哪天止（含当天）',
    kind: { kind: 'date' },
    citation: '/document/effectiveCitation',
  },
  {
    pointer: '/document/lastCheckedOn',
    label: '哪天和原文核对过',
    kind: { kind: 'date' },
    hint: '由人逐条核对过原文的那一天',
  },
  {
    pointer: '/preset',
    label: '用哪种口径',
    kind: { kind: 'choice', options: ['notice', 'common'] },
    hint: '“按原文”只用通知写的；另一种借用外地做法',
  },
]

/** Everything of one rule: its sum, its conditions, the date that decides, its words. */
export function ruleFields(rule: RuleEntry): Field[] {
  return [
    ...sumFields(rule),
    ...rule.conditions.flatMap((condition) => conditionFields(rule, condition)),
    ...wordFields(rule),
  ]
}

/** What a rule pays, and what it is called. */
export function sumFields(rule: RuleEntry): Field[] {
  const at = pointerTo('document', 'rules', rule.id)
  const citation = `${at}/amount/citation`
  return [
    { pointer: `${at}/title`, label: '工人看到的名字', kind: line },
    { pointer: `${at}/amount/fen`, label: '金额（元）', kind: { kind: 'fen' }, citation },
    {
      pointer: `${at}/amount/kind`,
      label: '定额还是最高',
      kind: { kind: 'choice', options: ['fixed', 'upTo'] },
      citation,
    },
    {
      pointer: `${at}/amount/unit`,
      label: '按什么算',
      kind: { kind: 'choice', options: ['per_person', 'per_person_year'] },
      citation,
    },
  ]
}

/** How a rule is brought into question, which date decides, what one entitlement is, and its words. */
export function wordFields(rule: RuleEntry): Field[] {
  const at = pointerTo('document', 'rules', rule.id)
  return [
    ...openingFields(`${at}/opening`, rule.opening),
    {
      pointer: `${at}/asOf`,
      label: '看哪个日期',
      kind: { kind: 'choice', options: ['certificateIssuedOn', 'examinedOn', 'notChecked'] },
    },
    {
      pointer: `${at}/oncePer`,
      label: '一份补贴是什么',
      kind: { kind: 'choice', options: ['trainingEvent', 'certificate', 'apprenticeshipYear'] },
    },
    { pointer: `${at}/clause`, label: '第几条', kind: line },
    { pointer: `${at}/quotation`, label: '原文（一字不改）', kind: text },
  ]
}

/** What an opening wants beside its kind. */
function openingFields(at: string, opening: RuleEntry['opening']): Field[] {
  switch (opening.by) {
    case 'apprenticeship':
      return [{ pointer: `${at}/targetLevel`, label: '培养到几级', kind: { kind: 'number', unit: '级' } }]
    case 'nothing':
      return [{ pointer: `${at}/because`, label: '为什么还不能办', kind: text }]
    default:
      return []
  }
}

/** Values that a condition takes from a setting: shown with it, edited there. */
export function settingsOf({ value }: ConditionEntry): string[] {
  const parts: unknown[] = typeof value === 'object' && 'from' in value ? [value.from, value.until] : [value]
  return parts.flatMap((part) =>
    typeof part === 'object' && part !== null && 'setting' in part ? [String(part.setting)] : [],
  )
}

/** The values of one condition that stand in the rule itself. */
export function conditionFields(rule: RuleEntry, { id, fact, value }: ConditionEntry): Field[] {
  const at = pointerTo('document', 'rules', rule.id, 'conditions', id)
  const { label, unit } = conditionWords[fact]
  const citation = `${at}/citation`
  const kind = kindOfFact(fact, unit)
  if (typeof value !== 'object' || Array.isArray(value))
    return [{ pointer: `${at}/value`, label: unit === '' ? label : `最少${label}`, kind, citation }]
  if ('setting' in value) return []
  return (['from', 'until'] as const).flatMap((end) =>
    typeof value[end] === 'object'
      ? []
      : [
          {
            pointer: `${at}/value/${end}`,
            label: `${label}${end === 'from' ? '从' : '到'}（含）`,
            kind,
            citation,
          },
        ],
  )
}

function kindOfFact(fact: ConditionEntry['fact'], unit: string): FieldKind {
  if (fact === 'asOfDate') return { kind: 'date' }
  if (fact === 'certificateKind') return { kind: 'choices', options: Object.keys(certificateWords) }
  return unit === '' ? { kind: 'choice', options: [true, false] } : { kind: 'number', unit }
}

/** One doubt: its settings, the sentence that a worker sees, and who decides. */
export function ambiguityFields(ambiguity: Ambiguity): Field[] {
  const at = pointerTo('document', 'ambiguities', ambiguity.id)
  const citation = `${at}/citation`
  return [
    ...Object.entries(ambiguity.settings).flatMap(([name, value]) => {
      const { label, kind } = wordsOfSetting(name, value)
      return kind === null
        ? []
        : [{ pointer: at + pointerTo('settings', name), label, kind, citation } satisfies Field]
    }),
    { pointer: `${at}/sentence`, label: '工人看到的话', kind: text },
    { pointer: `${at}/decidedBy`, label: '谁来定', kind: line },
  ]
}

/** How a reading is called and explained. */
export function presetFields(name: PresetName): Field[] {
  const at = pointerTo('document', 'presets', name)
  return [
    { pointer: `${at}/label`, label: '口径的名字', kind: line },
    { pointer: `${at}/sentence`, label: '一句话说明', kind: text },
  ]
}

/** A value that a reading borrows from elsewhere. */
export function presetValueFields(document: Document, preset: PresetName): Field[] {
  const at = pointerTo('document', 'presets', preset, 'values')
  return Object.entries(document.presets[preset].values).flatMap(([name, { value }]) => {
    const { label, kind } = wordsOfSetting(name, value)
    return kind === null ? [] : [{ pointer: `${at}${pointerTo(name)}/value`, label, kind }]
  })
}

/** A printed category: the sum in its column, and which rule pays it. */
export function categoryFields(document: Document): Field[] {
  return document.annex.categories.flatMap(({ category }): Field[] => {
    const at = pointerTo('document', 'annex', 'categories', category)
    const citation = `${at}/citation`
    return [
      {
        pointer: `${at}/printedFen`,
        label: `${category}：附件印的金额（元）`,
        kind: { kind: 'fen' },
        citation,
      },
      {
        pointer: `${at}/rule`,
        label: `${category}：由哪一条发钱`,
        kind: oneRule(document),
        citation,
      },
    ]
  })
}

/** Which rule pays those whose field is named without a row. */
export function sectorFields(document: Document): Field[] {
  const at = '/document/annex/sectors'
  return [
    {
      pointer: `${at}/rule`,
      label: '点到名、目录里没有的领域：由哪一条发钱',
      kind: oneRule(document),
      citation: `${at}/citation`,
    },
  ]
}

/** For which rules a piece of proof is asked. */
export function evidenceFields({ rules, evidence }: Document): Field[] {
  return evidence.map(({ name }, index) => {
    const at = pointerTo('document', 'evidence', index)
    return {
      pointer: `${at}/rules`,
      label: `${name}：哪几条要`,
      kind: {
        kind: 'choices',
        options: rules.map((rule) => rule.id),
        names: ruleNames(rules),
        mayBeEmpty: true,
      },
      citation: `${at}/citation`,
    }
  })
}

/** Rules of which a person may be paid one side only. */
export function exclusionFields({ rules, exclusiveGroups }: Document): Field[] {
  return exclusiveGroups.flatMap(({ id, sides }) =>
    sides.map(({ name }, index): Field => {
      const others = sides.filter((each) => each.name !== name).map((each) => each.name)
      return {
        pointer: pointerTo('document', 'exclusiveGroups', id, 'sides', index, 'rules'),
        label: `${name}（和${others.join('、')}可能只领一样）`,
        kind: { kind: 'choices', options: rules.map((rule) => rule.id), names: ruleNames(rules) },
      }
    }),
  )
}

/** Rules by number, in words. */
export function ruleNames(rules: readonly RuleEntry[]): Record<string, string> {
  return Object.fromEntries(rules.map(({ id, clause, title }) => [id, `${clause}${title}，${id}`]))
}

function oneRule({ rules }: Document): FieldKind {
  return {
    kind: 'choice',
    options: rules.map((rule) => rule.id),
    names: ruleNames(rules),
    gone: '发钱的那一条已经去掉，请另选一条',
  }
}

/** What happens to those who booked before the switch. */
export const transitionFields: readonly Field[] = [
  {
    pointer: '/transition/by',
    label: '新旧版本按哪个日期分',
    kind: { kind: 'choice', options: ['booking_date', 'deciding_date'] },
    hint: '这个日期在新版启用之前的，仍按旧版办',
  },
  { pointer: '/transition/sentence', label: '工人看到的过渡说明', kind: text },
]

/** Every field of the editor, for checking; rows of the catalogue and cases are checked by their schema. */
export function allFields({ document }: PolicyContent): Field[] {
  return [
    ...basicFields,
    ...document.rules.flatMap(ruleFields),
    ...document.ambiguities.flatMap(ambiguityFields),
    ...(['notice', 'common'] as const).flatMap((name) => [
      ...presetFields(name),
      ...presetValueFields(document, name),
    ]),
    ...categoryFields(document),
    ...sectorFields(document),
    ...evidenceFields(document),
    ...exclusionFields(document),
    ...transitionFields,
  ]
}
