import fc from 'fast-check'
import index from '#seeds/trade-index.json'
import { createTradeMatcher } from '#shared/trade-match'
import { createStrangeQueries } from '../prove/strange-queries'

const matcher = createTradeMatcher(index)
const outcomes = ['answer', 'choices', 'none']

/** Pieces that queries are made of, and pieces that break programs. */
const pieces = fc.oneof(
  fc.constantFrom(
    '塔吊',
    '钢筋',
    '开',
    '工',
    '的',
    'gang',
    'jin',
    '😀',
    '👷‍♂️',
    '\u0000',
    '\u202e',
    '\ud800',
    '𠮷',
    'constructor',
    '__proto__',
    '（',
    '|',
    ',',
    'ﬁ',
    'İ',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
)

describe('any text at all', () => {
  it('is answered without an exception', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const result = matcher.match(parts.join(''))
        expect(outcomes).toContain(result.outcome)
        expect(result.hits.length > 0).toBe(result.outcome !== 'none')
        for (const { seq, score } of [...result.hits, ...result.nearest]) {
          expect(seq >= 1 && seq <= 181 && score >= 0 && score <= 1).toBe(true)
        }
      }),
      { numRuns: 2000, seed: 181 },
    )
  })

  it('is answered the same by a matcher that has seen nothing before, for 500 slips and oddities', () => {
    const next = createStrangeQueries(
      ['塔吊司机', '钢筋工', '刮腻子', 'tower crane operator', 'ganjingong'],
      1,
    )
    const queries = Array.from({ length: 500 }, next)
    const answers = queries.map((query) => matcher.match(query))
    for (const { outcome } of answers) expect(outcomes).toContain(outcome)
    const fresh = createTradeMatcher(index)
    expect(queries.map((query) => fresh.match(query))).toEqual(answers)
  })

  it.each([
    ['nothing', ''],
    ['blanks', ' \t\n　'],
    ['10 kB of one character', '工'.repeat(10_000)],
    ['10 kB of letters', 'gangjingong'.repeat(1000)],
    ['10 kB of emoji', '👷'.repeat(5000)],
    ['control characters', '\u0001\u0002\u007f\u009f'],
    ['combining marks that grow under normalisation', 'ﷺ'.repeat(500)],
    ['a name of the prototype', 'constructor'],
  ])('takes %s', (_, query) => {
    expect(outcomes).toContain(matcher.match(query).outcome)
  })

  it('gives the same answer again', () => {
    const before = matcher.match('开塔吊的')
    matcher.match('kai ta diao de')
    expect(matcher.match('开塔吊的')).toEqual(before)
  })
})
