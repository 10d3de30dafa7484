import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OracleCase } from '../oracle/boundaries'
import {
  apprenticeshipGrid,
  certificateGrid,
  partialGrid,
  rowGrid,
  unknownGrid,
} from '../oracle/case-generator'
import { drawnCases } from '../oracle/drawn-cases'
import { judge } from '../oracle/notice-oracle'
import { plantedFaults } from '../oracle/planted-faults'
import { disagreements, readable, shippedPolicies } from '../oracle/product-answers'
import { spoiltCases } from '../oracle/spoilt-cases'

const policies = shippedPolicies()
const oracleFolder = join(__dirname, '../oracle')

/** One case in so many: the whole grid is for `npm run prove:rules-oracle`. */
function* thinned(cases: Iterable<OracleCase>, keepOneIn: number): Generator<OracleCase> {
  let index = 0
  for (const each of cases) if ((index += 1) % keepOneIn === 0) yield each
}

function firstDisagreement(cases: Iterable<OracleCase>): string {
  for (const each of cases) {
    const found = disagreements(each, policies)
    if (found.length > 0) return readable(each, found)
  }
  return ''
}

describe('a second reading of the notice, which shares no code with the rules', () => {
  test('imports nothing of the product', () => {
    const meetsTheProduct = ['planted-faults.ts', 'product-answers.ts']
    const readsTheNotice = readdirSync(oracleFolder).filter((file) => !meetsTheProduct.includes(file))
    const imported = readsTheNotice.flatMap((file) =>
      [...readFileSync(join(oracleFolder, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from),
    )
    expect(imported.filter((from) => !from?.startsWith('./'))).toEqual([])
  })

  test.each([
    ['drawn facts', () => drawnCases(2, 1_000), 1],
    ['rows and their boundaries', rowGrid, 37],
    ['certificates, insurance and employment', certificateGrid, 23],
    ['apprenticeships', apprenticeshipGrid, 7],
    ['unknown facts', unknownGrid, 29],
    ['partly known facts', partialGrid, 5],
    ['facts that cannot be', () => spoiltCases(2), 3],
  ])('agrees on %s', (_what, cases, keepOneIn) => {
    expect(firstDisagreement(thinned(cases(), keepOneIn))).toBe('')
  })

  test('notices any condition forgotten and any yuan too much', () => {
    const cases = [...drawnCases(2, 1_000)]
    const missed = [...plantedFaults(policies)]
      .filter(({ what }) => /^R.*(without R|a yuan more)/.test(what))
      .filter((fault) => !cases.some((each) => disagreements(each, fault.policies).length > 0))
    expect(missed.map(({ what }) => what)).toEqual([])
  })

  test('cites the annex as it is printed: 5 rows of 安全管理人员, 11 of 燃气, 31 of 建筑施工特种作业', () => {
    const rows = { 'R9-1': 0, 'R9-2': 0, 'R9-3': 0, 'R11-1': 0 }
    for (let tradeSeq = 1; tradeSeq <= 181; tradeSeq += 1) {
      const verdict = judge({ tradeSeq, certificates: [] }, 'notice')
      if ('objection' in verdict) throw new Error(verdict.objection)
      for (const rule of verdict.opinions.keys()) if (rule in rows) rows[rule as keyof typeof rows] += 1
    }
    expect(rows).toEqual({ 'R9-1': 5, 'R9-2': 11, 'R9-3': 31, 'R11-1': 134 })
  })
})
