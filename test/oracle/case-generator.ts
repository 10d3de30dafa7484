import { isSpecialOperations, lastRow } from './annex'
import {
  agreedYears,
  boundaryDays,
  boundaryHours,
  boundaryMonths,
  kinds,
  levels,
  presets,
  sectors,
  yesNoUnknown,
  type OracleCase,
} from './boundaries'
import type { Preset } from './common-points'
import { drawnCases } from './drawn-cases'
import { everyMix } from './every-mix'
import { spoiltCases } from './spoilt-cases'
import type { Paper, Statement } from './statement'

/** All grids, `drawn` cases of the seed, and facts that cannot be. The drawn ones come first: they find faults soonest. */
export function* allCases(seed: number, drawn: number): Generator<OracleCase> {
  yield* drawnCases(seed, drawn)
  yield* rowGrid()
  yield* certificateGrid()
  yield* apprenticeshipGrid()
  yield* unknownGrid()
  yield* partialGrid()
  yield* spoiltCases(seed)
}

/** Every row × every boundary of hours × both presets, and every row × every day of certificate and exam. */
export function* rowGrid(): Generator<OracleCase> {
  for (const preset of presets)
    for (let row = 1; row <= lastRow; row += 1) {
      for (const [onsite, online] of boundaryHours) {
        const facts = { ...everythingElse(row, '2020-06-30'), hours: { onsite, online } }
        yield { id: `row ${row}, ${onsite}+${online} hours`, preset, facts }
      }
      for (const day of boundaryDays) {
        yield { id: `row ${row}, ${day}`, preset, facts: everythingElse(row, day) }
        const facts = { ...everythingElse(row, '2020-06-30'), examinedOn: day }
        yield { id: `row ${row}, examined ${day}`, preset, facts }
      }
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
  for (const facts of mixes) yield { id: `${title} ${(index += 1)}`, preset, facts }
}
