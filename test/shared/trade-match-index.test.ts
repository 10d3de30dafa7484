import { join } from 'node:path'
import index from '#seeds/trade-index.json'
import { fingerprintSources } from '../../server/commands/compile-trade-index'
import { KIND_LETTERS, readLexiconFile, readNames, rowsOf } from '../../server/commands/trade-lexicon'

const seeds = join(__dirname, '..', '..', 'seeds')
const lexicon = join(seeds, 'lexicon')
const lines = readNames(lexicon)

describe('the compiled index', () => {
  it('is fresh: npm run build:trade-index has been run since a source changed', () => {
    expect(index.sources).toBe(fingerprintSources(seeds))
  })
})

describe('the lexicon', () => {
  it('states where each line comes from and what kind of name it holds', () => {
    for (const { columns } of lines) {
      expect(Object.keys(KIND_LETTERS)).toContain(columns[1])
      expect(columns[2]).not.toBe('')
    }
  })

  it('holds far more than 1,200 spoken names and 300 English ones', () => {
    const count = (english: boolean): number =>
      new Set(
        lines.filter(({ columns }) => (columns[1] === '英文') === english).flatMap(({ names }) => names),
      ).size
    expect(count(false)).toBeGreaterThan(4000)
    expect(count(true)).toBeGreaterThan(1000)
  })

  it('has at least six spoken names and one English name for every row', () => {
    const spoken = new Map<number, number>()
    const english = new Set<number>()
    for (const line of lines) {
      for (const row of rowsOf(line, line.columns[0])) {
        if (line.columns[1] === '英文') english.add(row)
        else spoken.set(row, (spoken.get(row) ?? 0) + line.names.length)
      }
    }
    for (let row = 1; row <= 181; row += 1) {
      expect([row, (spoken.get(row) ?? 0) >= 6]).toEqual([row, true])
    }
    expect(english.size).toBeGreaterThanOrEqual(178)
  })

  it('tells what to do for work outside the annex', () => {
    for (const { columns, names } of readLexiconFile(lexicon, 'outside.txt')) {
      expect(columns[1]).toMatch(/。$/)
      expect(names.length).toBeGreaterThan(0)
    }
  })
})
