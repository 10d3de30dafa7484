import index from '#seeds/trade-index.json'
import kinship from '#seeds/kinship.json'
import trades from '#seeds/trades.json'
import { createTradeMatcher } from '#shared/trade-match'

const matcher = createTradeMatcher(index)

describe('the one question', () => {
  it('asks 水电工 whether it is wiring or water, because the money differs', () => {
    const result = matcher.match('水电工')
    expect(result.outcome).toBe('choices')
    expect(result.question?.text).toBe('主要接电还是接水？')
    expect(result.question?.options.map(({ seqs }) => seqs)).toEqual([[32], [102], [74]])
    expect(result.hits.map(({ seq }) => seq)).toEqual(expect.arrayContaining([32, 102, 74]))
  })

  it.each([
    ['泵工', [55, 76]],
    ['木工', [81, 68, 100]],
    ['安全员', [16, 17, 18, 20]],
    ['c证', [16, 17, 18]],
    ['摊铺工', [63, 104]],
    ['隧道工', [30, 36]],
    ['钻机手', [54, 121]],
    ['修路的', [35, 61]],
  ])('asks %s and offers every answer’s rows', (query, rows) => {
    const result = matcher.match(query)
    expect(result.outcome).toBe('choices')
    const asked = result.question?.options.flatMap(({ seqs }) => seqs)
    expect(asked).toEqual(expect.arrayContaining(rows))
    expect(result.hits.map(({ seq }) => seq)).toEqual(expect.arrayContaining(rows))
  })

  it('asks nothing when the words are plain', () => {
    for (const query of ['塔吊司机', '扎钢筋', '焊工', '送煤气罐的', '治白蚁的']) {
      expect(matcher.match(query)).toMatchObject({ outcome: 'answer' })
      expect(matcher.match(query).question).toBeUndefined()
    }
  })

  it('takes 司机 alone for no trade, but shows one row of each kind and asks which', () => {
    const { outcome, nearest, advice } = matcher.match('我是司机')
    expect([outcome, nearest.map(({ seq }) => seq)]).toEqual(['none', [60, 57, 59, 109]])
    expect(advice).toContain('开的是哪种机械？')
  })

  it('has two to four answers with rows of the annex', () => {
    for (const { options } of index.questions) {
      expect(options.length).toBeGreaterThanOrEqual(2)
      expect(options.length).toBeLessThanOrEqual(4)
      for (const { seqs } of options)
        expect(seqs.every((seq) => trades.some((trade) => trade.seq === seq))).toBe(true)
    }
  })
})

describe('kinship of rows', () => {
  const relations = kinship.relations.map(({ rows, relation }) => `${rows.join('-')} ${relation}`)

  it('knows two relations, each pair once and with a note', () => {
    expect(new Set(relations.map((line) => line.split(' ')[0])).size).toBe(relations.length)
    expect(
      kinship.relations.every(({ relation, note }) => ['same', 'near'].includes(relation) && note.length > 0),
    ).toBe(true)
  })

  it('is not transitive: curtain walls and windows are each one skill with row 79, not with each other', () => {
    expect(relations).toEqual(expect.arrayContaining(['79-117 same', '79-177 same', '117-177 near']))
  })

  it('never calls rows with different amounts the same', () => {
    const amount = (seq: number | undefined): number | undefined =>
      trades.find((trade) => trade.seq === seq)?.amountYuan
    for (const { rows, relation } of kinship.relations) {
      if (relation === 'same') expect(amount(rows[0])).toBe(amount(rows[1]))
    }
  })
})
