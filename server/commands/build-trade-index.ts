import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileTradeIndex, printTradeIndex } from './compile-trade-index'

const seeds = join(__dirname, '..', '..', 'seeds')
const index = compileTradeIndex(seeds)
writeFileSync(join(seeds, 'trade-index.json'), printTradeIndex(index))
console.log(
  `seeds/trade-index.json: ${String(index.names.length)} groups of names, ${String(index.words.length)} groups of words`,
)
