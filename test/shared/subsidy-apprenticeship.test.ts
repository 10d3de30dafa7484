import { formatLedger } from '../../shared/money'
import {
  InvalidClass,
  settle,
  yearEntries,
  yearlyFen,
  type ApprenticeClass,
} from '../../shared/subsidy-apprenticeship'
import { applyPreset, parsePolicy } from '../../shared/subsidy-policy'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

const notice = parsePolicy(policyJson)
const common = applyPreset(notice, 'common')
const seniorClass: ApprenticeClass = { targetLevel: 3, years: 2, planned: 45 }

describe('apprenticeships', () => {
  test.each([
    [4, '4,000.00'],
    [3, '5,000.00'],
    [2, '6,000.00'],
    [1, '8,000.00'],
  ])('level %d pays %s yuan a head and year', (level, yuan) => {
    expect(formatLedger(yearlyFen(notice, level))).toBe(yuan)
  })

  test('a level without a sum is refused', () => {
    expect(() => yearlyFen(notice, 5)).toThrow(InvalidClass)
  })

  test('two years are two entries', () => {
    expect(yearEntries(notice, seniorClass, 1)).toEqual([
      { year: 1, fen: 500_000 },
      { year: 2, fen: 500_000 },
    ])
  })

  test('a published settlement comes out: 45 planned, 33 finished, 高级工, two years', () => {
    const { prepaidFen, balanceFen } = settle(common, seniorClass, 33)
    expect(formatLedger(prepaidFen)).toBe('112,500.00')
    expect(formatLedger(balanceFen)).toBe('217,500.00')
  })

  test('a published settlement comes out: 33 planned, 32 finished, 中级工, one year', () => {
    const { prepaidFen, balanceFen } = settle(common, { targetLevel: 4, years: 1, planned: 33 }, 32)
    expect(formatLedger(prepaidFen)).toBe('66,000.00')
    expect(formatLedger(balanceFen)).toBe('62,000.00')
  })

  test('the notice itself prepays nothing', () => {
    expect(settle(notice, seniorClass, 33)).toEqual({
      prepaidFen: 0,
      earnedFen: 33_000_000,
      balanceFen: 33_000_000,
    })
  })

  test('when everybody finishes, every planned head is paid', () => {
    expect(formatLedger(settle(notice, seniorClass, 45).balanceFen)).toBe('450,000.00')
  })

  test('when nobody finishes, what was prepaid is taken back', () => {
    expect(settle(common, seniorClass, 0)).toEqual({
      prepaidFen: 11_250_000,
      earnedFen: 0,
      balanceFen: -11_250_000,
    })
  })

  test.each([
    [46, seniorClass, 'more apprentices finished than were planned'],
    [-1, seniorClass, 'finished: not a whole number'],
    [1.5, seniorClass, 'finished: not a whole number'],
    [1, { ...seniorClass, years: 1.5 }, 'years: not a whole number'],
    [1, { ...seniorClass, years: 4 }, '4 years: not a length that the rule allows'],
    [1, { ...seniorClass, planned: Number.NaN }, 'planned: not a whole number'],
    [1, { ...seniorClass, targetLevel: 5 }, 'no yearly sum for level 5'],
  ])('%d finished of %j is refused, and says why', (finished, agreed, why) => {
    const refused = () => settle(common, agreed, finished)
    expect(refused).toThrow(InvalidClass)
    expect(refused).toThrow(why)
  })

  test('half a head is refused', () => {
    expect(() => yearEntries(notice, seniorClass, 0.5)).toThrow('heads: not a whole number')
    expect(new InvalidClass('x').name).toBe('InvalidClass')
  })
})
