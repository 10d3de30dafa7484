import { readFileSync } from 'node:fs'
import { createEngine, type EngineName } from './search-engines'

/** Started by the bench in a fresh process: builds one engine once and prints the milliseconds. */
const [name, file] = process.argv.slice(2)
const data: unknown = JSON.parse(readFileSync(file ?? '', 'utf8'))
const start = performance.now()
createEngine(name as EngineName, data)
console.log(performance.now() - start)
