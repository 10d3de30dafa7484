import { isGas, isSafetyManagement, isSpecialOperations, lastRow } from './annex'
import {
  agreedYears,
  boundaryDays,
  boundaryHours,
  boundaryMonths,
  kinds,
  levels,
  presets,
  sectors,
  type OracleCase,
} from './boundaries'
import { Seeded } from './seeded'
import type { Paper } from './statement'

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
