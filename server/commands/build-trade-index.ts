import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { unpackLines } from '#shared/trade-match-lines'
import { compileTradeIndex } from './compile-trade-index'
import { pruneTradeNames } from './prune-trade-names'

function countNames(lines: string): number {
  return unpackLines(lines)
    .filter((line) => !line.startsWith('w'))
    .reduce((sum, line) => sum + line.slice(line.indexOf('|')).split(',').length, 0)
}

async function main(): Promise<void> {
  const seeds = join(__dirname, '..', '..', 'seeds')
  const full = compileTradeIndex(seeds)
  const index = pruneTradeNames(full)
  writeFileSync(
    join(seeds, 'trade-index.json'),
    await format(JSON.stringify(index), { parser: 'json', printWidth: 110 }),
  )
  console.log(
    `seeds/trade-index.json: ${String(countNames(index.lines))} of ${String(countNames(full.lines))} names`,
  )
}

void main()
