import type { OracleCase } from './boundaries'
import { drawnFacts } from './drawn-cases'
import { Seeded } from './seeded'

const paper = { kind: 'competency', issuedOn: '2020-05-05' }
const hours = { onsite: 24, online: 0 }
const apprenticeship = { kind: 'new', targetLevel: 4, years: 1 }

const notRows = [0, -1, 182, 1.5, '41', null, true, Number.NaN, Number.POSITIVE_INFINITY]
const notAnswers = ['true', '是', 1, 0, null, [], {}]
const notCounts = [-1, -0.1, '24', null, true, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
const notLevels = [0, 6, -1, 2.5, '3', null]
const notDays = [
  '2019-02-29',
  '2100-02-29',
  '2020-04-31',
  '2020-13-01',
  '2020-00-10',
  '2020-01-00',
  '2020-1-1',
  '2020/01/01',
  '20200101',
  '2020-01-01T00:00:00Z',
  ' 2020-01-01',
  '',
  20200101,
  null,
]

/** Single facts that cannot be, by the fact they spoil. */
const spoilt: readonly Record<string, unknown>[] = [
  ...notRows.map((tradeSeq) => ({ tradeSeq })),
  ...[7, null, true, ['供热']].map((sector) => ({ sector })),
  ...notAnswers.flatMap((answer) => [
    { employee: answer },
    { trainedInCity: answer },
    { examinedInCity: answer },
    { examPassed: answer },
  ]),
  ...[24, '24', null, [24, 0], { ...hours, hour: 1 }].map((value) => ({ hours: value })),
  ...notCounts.flatMap((value) => [
    { hours: { ...hours, onsite: value } },
    { hours: { ...hours, online: value } },
    { unemploymentInsuranceMonths: value },
    { apprenticeship: { ...apprenticeship, years: value } },
  ]),
  ...[paper, 'competency', null, 1].map((certificates) => ({ certificates })),
  ...spoiltPapers().map((value) => ({ certificates: [paper, value] })),
  ...notLevels.map((targetLevel) => ({ apprenticeship: { ...apprenticeship, targetLevel } })),
  ...['old', '新型', null, 1].map((kind) => ({ apprenticeship: { ...apprenticeship, kind } })),
  ...['new', null, 1, [apprenticeship]].map((value) => ({ apprenticeship: value })),
  { age: 40 },
  { TradeSeq: 41 },
  { examDate: '2020-05-05' },
  ...notDays.map((examinedOn) => ({ examinedOn })),
]

function spoiltPapers(): unknown[] {
  return [
    ...notDays.map((issuedOn) => ({ ...paper, issuedOn })),
    ...notLevels.map((level) => ({ kind: 'level', level, issuedOn: '2020-05-05' })),
    ...['licence', 'Level', null, 1].map((kind) => ({ ...paper, kind })),
    { kind: 'level', issuedOn: '2020-05-05' },
    { kind: 'competency' },
    { issuedOn: '2020-05-05' },
    { ...paper, number: '1' },
    'competency',
    null,
  ]
}

/** Each impossible fact alone, and amid sound ones. Always the error, whatever else is true. */
export function* spoiltCases(seed: number): Generator<OracleCase> {
  const seeded = new Seeded(seed)
  for (const [index, change] of spoilt.entries()) {
    yield { id: `impossible ${index}`, preset: 'notice', facts: change }
    for (let round = 0; round < 4; round += 1) {
      const facts = { ...drawnFacts(seeded), ...change }
      yield { id: `impossible ${index}, amid drawn facts ${round}`, preset: 'common', facts }
    }
  }
  for (const facts of [null, [], 'facts', 41]) yield { id: 'not facts at all', preset: 'notice', facts }
}
