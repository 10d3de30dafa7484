import fc from 'fast-check'
import { formatAmount, formatLedger, formatYuan, parseYuan } from '../../shared/money'

describe('money', () => {
  test.each([
    [0, '0元'],
    [1, '0.01元'],
    [10, '0.10元'],
    [50_000, '500元'],
    [100_050, '1000.50元'],
    [-40_000, '-400元'],
  ])('%d fen reads %s', (fen, words) => {
    expect(formatYuan(fen)).toBe(words)
  })

  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [99_999, '999.99'],
    [100_000, '1,000.00'],
    [21_750_000, '217,500.00'],
    [-6_200_000, '-62,000.00'],
    [123_456_789_00, '123,456,789.00'],
  ])('%d fen stands in an account as %s', (fen, words) => {
    expect(formatLedger(fen)).toBe(words)
  })

  test.each([
    [{ kind: 'fixed', fen: 50_000, unit: 'per_person' }, '500元'],
    [{ kind: 'upTo', fen: 100_000, unit: 'per_person' }, '最高1000元'],
    [{ kind: 'fixed', fen: 500_000, unit: 'per_person_year', perYearFen: 500_000 }, '每年5000元'],
    [{ kind: 'fixed', fen: 500_000, unit: 'per_person_year' }, '每年5000元'],
    [
      { kind: 'fixed', fen: 1_000_000, unit: 'per_person_year', perYearFen: 500_000, years: 2 },
      '每年5000元，共10000元',
    ],
    [
      { kind: 'upTo', fen: 1_000_000, unit: 'per_person_year', perYearFen: 500_000, years: 2 },
      '每年最高5000元，共最高10000元',
    ],
  ] as const)('the amount %j reads %s', (amount, words) => {
    expect(formatAmount(amount)).toBe(words)
  })

  test.each([
    ['500', 50_000],
    ['500元', 50_000],
    [' 500.5 ', 50_050],
    ['0.05', 5],
    ['1,000', 100_000],
    ['217,500.00', 21_750_000],
    ['-12.30', -1_230],
    ['-0', 0],
  ])('%j is read as %d fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen)
  })

  test.each([
    '',
    '元',
    '1,00',
    '1,0000',
    '12.345',
    '1e3',
    '５００',
    '最高1000元',
    '--5',
    '1.',
    '.5',
    'NaN',
    '90071992547409.93',
  ])('%j is not a sum of money to the fen', (text) => {
    expect(parseYuan(text)).toBeNull()
  })

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%d is refused, not rounded', (fen) => {
    expect(() => formatYuan(fen)).toThrow(RangeError)
    expect(() => formatLedger(fen)).toThrow(RangeError)
  })

  test('the refusal names the number that is not money', () => {
    expect(() => formatYuan(0.5)).toThrow('money must be integer fen, got 0.5')
  })

  test('what is written is read back to the fen', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (fen) => {
        expect(parseYuan(formatYuan(fen)) ?? Number.NaN).toBe(fen === 0 ? 0 : fen)
        expect(parseYuan(formatLedger(fen)) ?? Number.NaN).toBe(fen === 0 ? 0 : fen)
      }),
    )
  })
})
