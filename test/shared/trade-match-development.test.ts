import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import index from '#seeds/trade-index.json'
import { createTradeMatcher } from '#shared/trade-match'
import { judge, parseCases, report } from '../../server/commands/match-evaluation'

const matcher = createTradeMatcher(index)

function figures(file: string): ReturnType<typeof report> {
  const text = readFileSync(join(__dirname, '..', 'data', file), 'utf8')
  return report(judge(matcher, parseCases(text), () => performance.now()))
}

describe('the development files', () => {
  it('has all of the first', () => {
    expect(figures('match-dev.jsonl').queries).toBe(169)
  })

  it.each([
    ['first', 'match-dev', { queries: 169, top1: 96, top3: 99, rejected: 92 }],
    ['second', 'match-second-dev', { queries: 400, top1: 94, top3: 98, rejected: 92 }],
    [
      'third, written by somebody who had seen neither',
      'match-fresh',
      { queries: 400, top1: 97, top3: 98, rejected: 95 },
    ],
    [
      'fourth, descriptions and other people’s work',
      'match-probes',
      { queries: 700, top1: 97, top3: 99, rejected: 97 },
    ],
  ])('keeps the %s (%s) at %o or more', (_which, file, least) => {
    const found = figures(`${file}.jsonl`)
    expect(found.queries).toBeGreaterThanOrEqual(least.queries)
    expect(found.top1).toBeGreaterThanOrEqual(least.top1)
    expect(found.top3).toBeGreaterThanOrEqual(least.top3)
    expect(found.rejected).toBeGreaterThanOrEqual(least.rejected)
  })

  it('covers all 181 rows in the second file', () => {
    const text = readFileSync(join(__dirname, '..', 'data', 'match-second-dev.jsonl'), 'utf8')
    expect(new Set(parseCases(text).flatMap(({ accept }) => accept)).size).toBe(181)
  })
})

describe('reading a file of cases', () => {
  it('names the line that cannot be read', () => {
    expect(() => parseCases('{"query":"焊工","accept":[31],"kind":"official"}\n{"query":1}')).toThrow(
      /第 2 行/,
    )
    expect(() => parseCases('不是 JSON')).toThrow(/第 1 行/)
  })

  it('reports percentages by kind and counts refusals apart', () => {
    const cases = parseCases(
      '{"query":"焊工","accept":[31],"kind":"official"}\n{"query":"厨师","accept":[],"kind":"none"}',
    )
    const { p95Ms, ...rest } = report(judge(matcher, cases, () => 0))
    expect(p95Ms).toBe(0)
    expect(rest).toEqual({
      queries: 2,
      top1: 100,
      top3: 100,
      rejected: 100,
      byKind: { official: { n: 1, top1: 100, top3: 100 }, none: { n: 1, rejected: 100 } },
    })
  })
})
