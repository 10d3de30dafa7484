import { satisfies, scaled } from '../../shared/subsidy-operators'
import { operators, type Operator } from '../../shared/subsidy-policy-schema'

const range = { from: '2019-01-01', until: '2021-12-31' }

describe('comparisons', () => {
  test.each<[Operator, boolean, boolean, boolean]>([
    ['equals', false, true, false],
    ['atLeast', false, true, true],
    ['moreThan', false, false, true],
    ['atMost', true, true, false],
    ['lessThan', true, false, false],
    ['within', false, false, false],
    ['oneOf', false, true, false],
  ])('%s 24: below %s, at %s, above %s', (operator, below, at, above) => {
    expect([23, 24, 25].map((actual) => satisfies(operator, actual, 24))).toEqual([below, at, above])
  })

  test.each([
    ['2018-12-31', false],
    ['2019-01-01', true],
    ['2021-12-31', true],
    ['2022-01-01', false],
  ])('within includes both ends: %s', (date, inside) => {
    expect(satisfies('within', date, range)).toBe(inside)
  })

  test('an open end has no end', () => {
    expect(satisfies('within', '2099-01-01', { from: '2019-01-01', until: null })).toBe(true)
    expect(satisfies('within', '2018-12-31', { from: '2019-01-01', until: null })).toBe(false)
    expect(satisfies('within', '1999-01-01', { from: null, until: '2021-12-31' })).toBe(true)
    expect(satisfies('within', '2022-01-01', { from: null, until: '2021-12-31' })).toBe(false)
  })

  test('a list is for oneOf, a range for within, and for nothing else', () => {
    for (const operator of operators) {
      expect(satisfies(operator, 'level:4', ['level:4', 'level:5'])).toBe(operator === 'oneOf')
      expect(satisfies(operator, 'level:3', ['level:4', 'level:5'])).toBe(false)
      expect(satisfies(operator, '2020-01-01', range)).toBe(operator === 'within')
    }
  })

  test('hours and months are compared in tenths, everything else as written', () => {
    expect(scaled('countedHours', 24)).toBe(240)
    expect(scaled('unemploymentInsuranceMonths', 1.1)).toBe(11)
    expect(scaled('unemploymentInsuranceMonths', 32.3)).toBe(323)
    expect(scaled('unemploymentInsuranceMonths', [6, 12])).toEqual([60, 120])
    expect(scaled('unemploymentInsuranceMonths', { from: 6, until: null })).toEqual({ from: 60, until: null })
    expect(scaled('unemploymentInsuranceMonths', { from: null, until: 12 })).toEqual({
      from: null,
      until: 120,
    })
    expect(scaled('unemploymentInsuranceMonths', true)).toBe(true)
    expect(scaled('apprenticeshipYears', { from: 1, until: 3 })).toEqual({ from: 1, until: 3 })
    expect(scaled('employee', true)).toBe(true)
  })
})
