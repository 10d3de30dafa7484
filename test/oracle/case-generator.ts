import { isGas, isSafetyManagement, isSpecialOperations, lastRow } from './annex'
import type { Preset } from './common-points'
import { everyMix } from './every-mix'
import { Seeded } from './seeded'
import type { Paper, Statement } from './statement'

/** Facts to hold the product and the oracle against. `facts` is unknown: some cannot be, on purpose. */
export interface OracleCase {
  readonly id: string
  readonly preset: Preset
  readonly facts: unknown
}

const presets = ['notice', 'common'] as const

export const boundaryDays = [
  '2018-12-31',
  '2019-01-01',
  '2019-01-02',
  '2020-02-29',
  '2020-07-06',
  '2021-12-30',
  '2021-12-31',
  '2022-01-01',
  '2026-11-22',
] as const

type Hours = readonly [onsite: number, online: number]

/** Onsite and online hours around 24 and 40, alone and mixed; online alone never counts for anything. */
const boundaryHours: readonly [Hours, ...Hours[]] = [
  [0, 0],
  [0, 40],
  [11.9, 12.1],
  [12, 11.9],
  [12, 12],
  [12, 28],
  [12.06, 11.97],
  [12.1, 11.9],
  [15, 30],
  [19.9, 20.1],
  [20, 19.9],
  [20, 20],
  [20, 30],
  [20.06, 19.97],
  [20.1, 19.9],
  [23.7, 0.3],
  [23.9, 0],
  [23.86, 0],
  [23.96, 0],
  [24, 0],
  [24.1, 0],
  [24, 16],
  [39, 0],
  [39.9, 0],
  [39.9, 0.1],
  [40, 0],
  [40.1, 0],
  [40, 40],
  [200, 0],
]

const boundaryMonths = [0, 1, 11, 11.9, 11.96, 12, 13, 24, 35, 36, 37, 480] as const
const agreedYears = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 10] as const
const levels = [5, 4, 3, 2, 1] as const
const kinds = ['competency', 'special_operations', 'special_skill', 'level'] as const
export const sectors = ['供水', '排水', '供热', '建筑', '燃气', '园林绿化', '环境卫生'] as const
const yesNoUnknown = [true, false, undefined] as const

/** Every row × every boundary of hours × both presets, and every row × every day. */
export function* rowGrid(): Generator<OracleCase> {
  for (const preset of presets)
    for (let row = 1; row <= lastRow; row += 1) {
      for (const [onsite, online] of boundaryHours) {
        const facts = { ...everythingElse(row, '2020-06-30'), hours: { onsite, online } }
        yield { id: `row ${row}, ${onsite}+${online} hours, ${preset}`, preset, facts }
      }
      for (const day of boundaryDays)
        yield { id: `row ${row}, ${day}, ${preset}`, preset, facts: everythingElse(row, day) }
    }
}

/** What the row's own clause wants, all fulfilled. */
function everythingElse(row: number, day: string): Statement {
  return {
    tradeSeq: row,
    employee: true,
    trainedInCity: true,
    examinedInCity: true,
    hours: { onsite: 40, online: 0 },
    examPassed: true,
    certificates: [{ kind: isSpecialOperations(row) ? 'special_operations' : 'competency', issuedOn: day }],
  }
}

/** Every certificate × day × months of insurance × employed, not, unknown × both presets. */
export function* certificateGrid(): Generator<OracleCase> {
  const choices = {
    certificates: boundaryDays.flatMap(papersOf).map((paper) => [paper]),
    unemploymentInsuranceMonths: [...boundaryMonths, undefined],
    employee: yesNoUnknown,
  }
  for (const preset of presets) yield* named('certificate', preset, everyMix(choices))
}

function papersOf(issuedOn: string): Paper[] {
  const plain = kinds.filter((kind) => kind !== 'level').map((kind) => ({ kind, issuedOn }))
  return [...plain, ...levels.map((level) => ({ kind: 'level' as const, level, issuedOn }))]
}

/** Every kind of apprenticeship × level × length, with and without a row. */
export function* apprenticeshipGrid(): Generator<OracleCase> {
  const agreements = [...everyMix({ kind: ['new', 'modern'], targetLevel: levels, years: agreedYears })]
  const choices = { tradeSeq: [undefined, 41, 42], apprenticeship: agreements }
  for (const preset of presets) yield* named('apprenticeship', preset, everyMix(choices))
}

/** A row of each clause × everything true, false or unknown: that a known failure comes before a question. */
export function* unknownGrid(): Generator<OracleCase> {
  for (const tradeSeq of [16, 21, 42, 41, 159, undefined]) {
    const choices = {
      tradeSeq: [tradeSeq],
      employee: yesNoUnknown,
      trainedInCity: yesNoUnknown,
      examinedInCity: yesNoUnknown,
      examPassed: yesNoUnknown,
      hours: [{ onsite: 23.9, online: 0 }, { onsite: 40, online: 5 }, undefined],
      certificates: papersToTry(tradeSeq),
    }
    yield* named(`unknowns of row ${String(tradeSeq)}`, 'notice', everyMix(choices))
  }
}

function papersToTry(row: number | undefined): (readonly Paper[] | undefined)[] {
  const right = row !== undefined && isSpecialOperations(row) ? 'special_operations' : 'competency'
  return [undefined, [], [{ kind: right, issuedOn: '2020-05-05' }], [{ kind: right, issuedOn: '2022-01-01' }]]
}

/** Rows and fields beside each other, and facts of which only a part is known. */
export function* partialGrid(): Generator<OracleCase> {
  const choices = {
    tradeSeq: [undefined, 16, 21, 41],
    sector: [undefined, ...sectors, '轨道交通'],
    hours: [{}, { onsite: 11.9 }, { onsite: 12 }, { onsite: 20 }, { onsite: 40 }, { online: 40 }],
    examPassed: yesNoUnknown,
  }
  const parts = { kind: [undefined, 'modern'], targetLevel: [undefined, ...levels], years: [undefined, 2, 4] }
  for (const preset of presets) {
    yield* named('partly known training', preset, everyMix(choices))
    yield* named('partly known apprenticeship', preset, everyMix({ apprenticeship: [...everyMix(parts)] }))
  }
}

function* named(title: string, preset: Preset, mixes: Iterable<unknown>): Generator<OracleCase> {
  let index = 0
  for (const facts of mixes) yield { id: `${title} ${(index += 1)}, ${preset}`, preset, facts }
}

/** `count` sets of facts drawn from the seed, each fact known or not, boundaries more often than not. */
export function* drawnCases(seed: number, count: number): Generator<OracleCase> {
  const seeded = new Seeded(seed)
  for (let index = 0; index < count; index += 1) {
    const preset = seeded.pick(presets)
    yield { id: `drawn ${index} of seed ${seed}`, preset, facts: drawnFacts(seeded) }
  }
}

/** Leaves out what is undefined: an absent fact is an unknown one. */
function known(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}

/** One sound set of facts. */
export function drawnFacts(seeded: Seeded): Record<string, unknown> {
  const row = drawnRow(seeded)
  const sector = row === undefined && seeded.chance(1, 2) ? seeded.pick(sectors) : undefined
  const answer = (): boolean | undefined => (seeded.chance(1, 4) ? undefined : seeded.chance(4, 5))
  return known({
    tradeSeq: row,
    sector,
    employee: answer(),
    trainedInCity: answer(),
    examinedInCity: answer(),
    examPassed: answer(),
    examinedOn: seeded.chance(3, 4) ? undefined : seeded.pick(boundaryDays),
    hours: seeded.chance(1, 4) ? undefined : drawnHours(seeded),
    certificates: seeded.chance(1, 4) ? undefined : drawnPapers(seeded, row),
    unemploymentInsuranceMonths: seeded.chance(1, 4) ? undefined : seeded.pick(boundaryMonths),
    apprenticeship: seeded.chance(3, 4) ? undefined : drawnApprenticeship(seeded),
  })
}

/** The small groups of the annex as often as the large one. */
function drawnRow(seeded: Seeded): number | undefined {
  if (seeded.chance(1, 8)) return undefined
  const group = seeded.pick([isSafetyManagement, isGas, isSpecialOperations, () => true])
  for (;;) {
    const row = 1 + seeded.below(lastRow)
    if (group(row)) return row
  }
}

function drawnHours(seeded: Seeded): { onsite: number; online: number } {
  if (seeded.chance(1, 3)) return { onsite: seeded.below(600) / 10, online: seeded.below(600) / 10 }
  const [onsite, online] = seeded.pick(boundaryHours)
  return { onsite, online }
}

function drawnPapers(seeded: Seeded, row: number | undefined): Paper[] {
  const papers: Paper[] = []
  const wanted = row !== undefined && isSpecialOperations(row) ? 'special_operations' : 'competency'
  if (seeded.chance(2, 3)) papers.push({ kind: wanted, issuedOn: seeded.pick(boundaryDays) })
  while (seeded.chance(1, 2)) papers.push(drawnPaper(seeded))
  return papers
}

function drawnPaper(seeded: Seeded): Paper {
  const kind = seeded.pick(kinds)
  const issuedOn = seeded.chance(1, 2) ? seeded.pick(boundaryDays) : drawnDay(seeded)
  return kind === 'level' ? { kind, level: seeded.pick(levels), issuedOn } : { kind, issuedOn }
}

function drawnDay(seeded: Seeded): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${2017 + seeded.below(7)}-${two(1 + seeded.below(12))}-${two(1 + seeded.below(28))}`
}

function drawnApprenticeship(seeded: Seeded): Record<string, unknown> {
  const kind = seeded.pick(['new', 'modern'])
  return { kind, targetLevel: seeded.pick(levels), years: seeded.pick(agreedYears) }
}
