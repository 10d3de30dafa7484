import * as v from 'valibot'
import { fen, isoDate } from './primitives'

/**
 * The shape of a policy file: a notice written as data, by people who are not programmers.
 * Two laws hold throughout: an operator's name says whether its ends are included, and
 * **no citation, no number**: amounts, limits and dates without their place in the text are refused.
 */

const text = v.pipe(v.string(), v.nonEmpty())

/** Where a figure stands: the clause in brackets, and its words verbatim. */
export const citation = v.strictObject({ clause: text, quotation: text })
export type Citation = v.InferOutput<typeof citation>

/** Names under which a failed condition is reported; each has wording in subsidy-explanation. */
export const conditionNames = [
  'minHours',
  'examPassed',
  'certificate',
  'inPeriod',
  'employee',
  'insuranceMonths',
  'inCity',
  'apprenticeshipYears',
] as const
export type ConditionName = (typeof conditionNames)[number]

/** What a condition looks at. `asOfDate` is the date that the rule's `asOf` names. */
export const conditionFacts = [
  'countedHours',
  'examPassed',
  'trainedInCity',
  'examinedInCity',
  'employee',
  'certificateKind',
  'asOfDate',
  'unemploymentInsuranceMonths',
  'apprenticeshipYears',
] as const
export type ConditionFact = (typeof conditionFacts)[number]

/** The closed set of comparisons. `atLeast`, `atMost` and both ends of `within` include the named value. */
export const operators = ['equals', 'oneOf', 'atLeast', 'moreThan', 'atMost', 'lessThan', 'within'] as const
export type Operator = (typeof operators)[number]

/** A value written in the rule, or the name of a setting that holds it; a setting of null asks nothing. */
const scalar = v.union([v.number(), v.string(), v.boolean()])
const settingReference = v.strictObject({ setting: text })
const operand = v.union([scalar, settingReference])
export type Operand = v.InferOutput<typeof operand>

const condition = v.strictObject({
  id: text,
  name: v.picklist(conditionNames),
  fact: v.picklist(conditionFacts),
  operator: v.picklist(operators),
  value: v.union([operand, v.array(scalar), v.strictObject({ from: operand, until: operand })]),
  citation,
})
export type ConditionEntry = v.InferOutput<typeof condition>

/** When a remark is shown beside a candidate. */
const remark = v.variant('when', [
  v.strictObject({ flag: text, when: v.literal('always') }),
  v.strictObject({ flag: text, when: v.literal('periodFails') }),
  v.strictObject({ flag: text, when: v.literal('issuedOn'), on: isoDate, citation }),
  v.strictObject({ flag: text, when: v.literal('countedHoursAtLeast'), hours: v.number(), citation }),
  v.strictObject({ flag: text, when: v.literal('onlineNotCounted') }),
  v.strictObject({ flag: text, when: v.literal('modernApprenticeship') }),
])
export type Remark = v.InferOutput<typeof remark>

/** What brings a rule into question at all. */
const opening = v.variant('by', [
  v.strictObject({ by: v.literal('annexRow') }),
  v.strictObject({ by: v.literal('certificate') }),
  v.strictObject({ by: v.literal('apprenticeship'), targetLevel: v.number() }),
  /** Written in the text, but open-ended: never offered, with the reason. */
  v.strictObject({ by: v.literal('nothing'), because: text }),
])

/** The date that decides; `notChecked` where the clause names none and nobody asks for one. */
export const asOfDates = ['certificateIssuedOn', 'examinedOn', 'notChecked'] as const
export type AsOf = (typeof asOfDates)[number]

const rule = v.strictObject({
  id: text,
  clause: text,
  /** What a worker calls it. */
  title: text,
  quotation: text,
  opening,
  asOf: v.picklist(asOfDates),
  conditions: v.array(condition),
  amount: v.strictObject({
    kind: v.picklist(['fixed', 'upTo']),
    fen,
    unit: v.picklist(['per_person', 'per_person_year']),
    citation,
  }),
  /** What one entitlement is: a second claim for the same one is refused. */
  oncePer: v.picklist(['trainingEvent', 'certificate', 'apprenticeshipYear']),
  remarks: v.array(remark),
})
export type RuleEntry = v.InferOutput<typeof rule>

/** One printed category (种类) of the annex: its rows and the rule that pays them. */
const annexCategory = v.strictObject({
  category: text,
  rows: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1))), v.minLength(1)),
  rule: text,
  /** The text does not say that this rule pays this category; we concluded it. */
  inferred: v.boolean(),
  /** As printed in the column 补贴金额. */
  printedFen: fen,
  citation,
  remarks: v.array(remark),
})
export type AnnexCategory = v.InferOutput<typeof annexCategory>

const annex = v.strictObject({
  categories: v.pipe(v.array(annexCategory), v.minLength(1)),
  /**
   * Pairs of rows that are one skill, by our reading (A19): where a trade pays once, both rows are that trade. Not
   * transitive: 79 门窗幕墙 is the skill of 117 幕墙 and of 177 门窗, which are two.
   */
  sameSkill: v.array(v.strictObject({ rows: v.tuple([v.number(), v.number()]), why: text })),
  /** Fields that the text names; a person of such a field without a row is sent to the office. */
  sectors: v.strictObject({ rule: text, named: v.array(text), flag: text, citation }),
})

export const settingValue = v.union([v.number(), v.string(), v.boolean(), v.null(), v.array(v.string())])
export type SettingValue = v.InferOutput<typeof settingValue>

/** A doubt in the text, the settings that resolve it, who decides, and what a worker is told. */
const ambiguity = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^A\d+$/)),
  where: text,
  question: text,
  settings: v.record(text, settingValue),
  decidedBy: text,
  sentence: text,
  citation: v.optional(citation),
})
export type Ambiguity = v.InferOutput<typeof ambiguity>

/** Where a value that is not in this notice comes from. */
export const source = v.strictObject({ title: text, address: text, note: v.optional(text) })
export type Source = v.InferOutput<typeof source>

const preset = v.strictObject({
  label: text,
  sentence: text,
  /** Sentences that read differently under this preset, by ambiguity. */
  sentences: v.record(text, text),
  values: v.record(
    text,
    v.strictObject({ value: settingValue, sources: v.pipe(v.array(source), v.minLength(1)) }),
  ),
})

export const presetNames = ['notice', 'common'] as const
export type PresetName = (typeof presetNames)[number]

/** How far two sides of an exclusive group exclude each other; a setting of null: nobody has said (A19). */
export const exclusionScopes = ['allow', 'sameEntitlement', 'sameTrade', 'samePerson'] as const
export type ExclusionScope = (typeof exclusionScopes)[number]

/** Rules of which a person may be paid one side only. */
const exclusiveGroup = v.strictObject({
  id: text,
  /** The doubt whose sentence a worker reads while nobody has decided. */
  flag: text,
  scope: settingReference,
  sides: v.pipe(
    v.array(v.strictObject({ name: text, rules: v.pipe(v.array(text), v.minLength(1)) })),
    v.minLength(2),
  ),
})
export type ExclusiveGroupEntry = v.InferOutput<typeof exclusiveGroup>

/** Settings that the engine itself reads, with their types; a policy must hold every one of them. */
export const engineSettings = v.object({
  'online.shareBasisPoints': v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000))),
  'online.base': v.picklist(['countedTotal', 'requiredHours']),
  'online.minutesPerHour': v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  'stacking.sameTrainingEvent': v.picklist(['one', 'allow']),
  'stacking.sameTradeSameLevelOnce': v.boolean(),
  'stacking.higherBlocksLower': v.boolean(),
  'limits.perYear': v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  'limits.lifetime': v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  'claim.deadlineMonths': v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  'claim.graceUntil': v.nullable(isoDate),
  'publicity.workingDays': v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  'apprenticeship.prepayBasisPoints': v.nullable(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  ),
  'flags.severalOpen': text,
})
export type EngineSettings = v.InferOutput<typeof engineSettings>

export const policyFile = v.strictObject({
  code: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  title: text,
  jurisdiction: text,
  issuers: v.pipe(v.array(text), v.minLength(1)),
  documentNumber: v.nullable(text),
  legalBasis: v.array(v.strictObject({ title: text, documentNumber: text, citation })),
  publishedOn: isoDate,
  effectiveFrom: isoDate,
  effectiveUntil: isoDate,
  effectiveCitation: citation,
  /** The day on which a person last compared these figures with the text. */
  lastCheckedOn: isoDate,
  rules: v.pipe(v.array(rule), v.minLength(1)),
  annex,
  ambiguities: v.array(ambiguity),
  /** Which kinds of subsidy may exclude each other for one person. */
  exclusiveGroups: v.array(exclusiveGroup),
  presets: v.strictObject({ notice: preset, common: preset }),
  /** Proof that a claim rests on, by rule, and where it is named. */
  evidence: v.array(v.strictObject({ name: text, rules: v.array(text), citation })),
  /** What the text says and we do not check. */
  notModelled: v.array(v.strictObject({ citation, why: text })),
  /** Misprints: the printed words stay as they are, the note says how they are read. */
  misprints: v.array(v.strictObject({ citation, note: text })),
})
export type PolicyFile = v.InferOutput<typeof policyFile>
