import fc from 'fast-check'
import { Converter } from 'opencc-js/cn2t'
import index from '#seeds/trade-index.json'
import trades from '#seeds/trades.json'
import { createTradeMatcher } from '#shared/trade-match'

const matcher = createTradeMatcher(index)

/** Every printed name, alias and search name with the rows that carry it. */
const printed = new Map<string, Set<number>>()
for (const trade of trades) {
  for (const name of [
    trade.name,
    trade.raw,
    ...trade.searchNames,
    ...trade.aliases.map((alias) => alias.name),
  ]) {
    printed.set(name, (printed.get(name) ?? new Set()).add(trade.seq))
  }
}

const first = (query: string): number | undefined => matcher.match(query).hits[0]?.seq

describe('a printed name', () => {
  it.each([...printed])('%s finds its own row first', (name, rows) => {
    expect(rows).toContain(first(name))
  })

  const scripts = [
    (text: string) => text,
    Converter({ from: 'cn', to: 't' }),
    Converter({ from: 'cn', to: 'hk' }),
    Converter({ from: 'cn', to: 'tw' }),
  ]
  const widths = [
    (text: string) => text,
    (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    (text: string) => text.toLowerCase(),
    (text: string) => text.toUpperCase(),
  ]

  it('finds its own row first in any script, width, case and spacing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...printed.keys()),
        fc.constantFrom(...scripts),
        fc.constantFrom(...widths),
        fc.array(fc.nat(40), { maxLength: 4 }),
        (name, script, width, gaps) => {
          let text = width(script(name))
          for (const gap of gaps) text = `${text.slice(0, gap)} ${text.slice(gap)}`
          expect(printed.get(name)).toContain(first(text))
        },
      ),
      { numRuns: 600, seed: 20_200_706 },
    )
  })
})

describe('a worker’s own words', () => {
  it.each([
    ['开塔吊的', 46],
    ['扎钢筋', 41],
    ['装塔吊的', 49],
    ['指挥塔吊的', 45],
    ['检测塔吊', 52],
    ['修塔吊', 106],
    ['开人货梯', 47],
    ['装人货梯', 50],
    ['修垃圾车', 147],
    ['开垃圾车', 151],
    ['換水錶', 152],
    ['我是刮腻子的师傅', 77],
    ['gang jin gong', 41],
    ['ganjingong', 41],
    ['钢jin工', 41],
    ['wjsj', 60],
    ['鋼筯工', 41],
    ['女化工', 134],
    ['C1证', 17],
    ['scaffolders', 42],
    ['怪手司機', 60],
  ])('%s is row %d', (query, seq) => {
    expect(first(query)).toBe(seq)
  })

  it('names the kind of evidence in words a worker understands', () => {
    expect(matcher.match('塔吊司机').hits[0]?.reason).toMatchObject({
      kind: 'colloquial',
      text: '「塔吊司机」是俗称',
    })
    expect(matcher.match('gangjingong').hits[0]?.reason).toMatchObject({ kind: 'pinyin' })
    expect(matcher.match('gjg').hits[0]?.reason).toMatchObject({ kind: 'initials' })
    expect(matcher.match('刚京工').hits[0]?.reason).toMatchObject({ kind: 'homophone', by: '钢筋工' })
    expect(matcher.match('welder').hits[0]?.reason).toMatchObject({ kind: 'english' })
  })

  it('offers at most ten rows, best first, each once', () => {
    for (const query of ['工', '管道', '安装', '操作工', '水', '排水']) {
      const { hits } = matcher.match(query)
      expect(hits.length).toBeLessThanOrEqual(10)
      expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a))
      expect(new Set(hits.map(({ seq }) => seq)).size).toBe(hits.length)
    }
  })

  it('stands rows with the same skill beside each other', () => {
    const seqs = matcher.match('盾构机司机').hits.map(({ seq }) => seq)
    expect(seqs.slice(0, 2)).toEqual([30, 111])
  })
})

describe('work outside the annex', () => {
  it.each([
    '小工',
    '普工',
    '杂工',
    '电梯安装维修',
    '监理',
    '造价',
    '预算员',
    '厨师',
    '出租车司机',
    '程序员',
    '修手机的',
    'chushi',
    'taxi driver',
  ])('%s offers nothing and says what to do', (query) => {
    const result = matcher.match(query)
    expect(result).toMatchObject({ outcome: 'none', hits: [] })
    expect(result.advice).toMatch(/[。]$/)
  })

  it('shows the nearest rows for work on site', () => {
    expect(matcher.match('小工').nearest.map(({ seq }) => seq)).toEqual([40, 39, 41])
  })

  it('does not swallow a trade that is done by a helper', () => {
    expect(first('钢筋小工')).toBe(41)
  })
})
