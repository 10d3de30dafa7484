import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packLines } from '#shared/trade-match-lines'
import { foldText, squeeze } from '#shared/trade-match-normalise'
import type { TradeIndex } from '#shared/trade-match-types'
import type { Trade } from '#shared/trades'
import {
  commonCharacters,
  listReadings,
  packReadings,
  packSimplified,
  simplifiedPairs,
} from './trade-characters'
import { KIND_LETTERS, readLexiconFile, readNames, rowsOf, type LexiconLine } from './trade-lexicon'

interface Kinship {
  readonly relations: readonly { readonly rows: readonly number[]; readonly relation: string }[]
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** Printed names and aliases, grouped by text: main names first, then rows that carry it as an alias. */
function printedLines(trades: readonly Trade[], clean: (text: string) => string): string[] {
  const rows = new Map<string, { main: number[]; other: number[] }>()
  const entry = (text: string): { main: number[]; other: number[] } => {
    const known = rows.get(clean(text)) ?? { main: [], other: [] }
    rows.set(clean(text), known)
    return known
  }
  for (const trade of trades) {
    const aliases = new Set(trade.aliases.map(({ name }) => clean(name)))
    entry(trade.name).main.push(trade.seq)
    for (const text of trade.searchNames) {
      const { main, other } = entry(text)
      if (main.includes(trade.seq) || other.includes(trade.seq)) continue
      const printed = clean(text) === clean(trade.raw) || !aliases.has(clean(text))
      ;(printed && main.length === 0 ? main : other).push(trade.seq)
    }
    for (const alias of aliases) {
      const { main, other } = entry(alias)
      if (!main.includes(trade.seq) && !other.includes(trade.seq)) other.push(trade.seq)
    }
  }
  return [...rows].map(
    ([text, { main, other }]) => `${main.length > 0 ? 'o' : 'a'}${[...main, ...other].join(',')}|${text}`,
  )
}

/** Joins single lines that share their head, so that the compiled file stays small. */
function joinHeads(lines: readonly string[]): string[] {
  const groups = new Map<string, string[]>()
  for (const line of lines) {
    const at = line.lastIndexOf('|')
    const head = line.slice(0, at)
    groups.set(head, [...(groups.get(head) ?? []), line.slice(at + 1)])
  }
  return [...groups].map(([head, names]) => `${head}|${[...new Set(names)].join(',')}`)
}

function spokenLine(entry: LexiconLine, clean: (text: string) => string): string {
  const [rows, kind] = entry.columns
  const letter = KIND_LETTERS[kind]
  if (!letter) throw new Error(`${entry.file}:${String(entry.line)}: no kind ${kind}`)
  const names = entry.names.map((name) => (letter === 'e' ? name.toLowerCase() : clean(name)))
  return `${letter}${rowsOf(entry, rows).join(',')}|${names.join(',')}`
}

/** `w<rows>|<action>:<rows>;…|<word>,…`; an action that means the line's own rows is written without them. */
function wordLine(entry: LexiconLine, clean: (text: string) => string): string {
  const [rows, actions] = entry.columns
  const own = rowsOf(entry, rows).join(',')
  const packed = actions === '-' ? '' : actions.replace(/\s+/g, '').replaceAll(`:${own};`, ';')
  const tail = packed.endsWith(`:${own}`) ? packed.slice(0, -own.length - 1) : packed
  return `w${own}|${tail}|${entry.names.map(clean).join(',')}`
}

function outsideLine(entry: LexiconLine, advice: readonly string[], clean: (text: string) => string): string {
  const [rows, words] = entry.columns
  const names = entry.names.map((name) => (/^[a-z ]+$/i.test(name) ? name.toLowerCase() : clean(name)))
  return `${rowsOf(entry, rows).join(',')}|${String(advice.indexOf(words))}|${names.join(',')}`
}

/** Lines that speak of the same row stand together: that compresses best. */
function byFirstRow(lines: readonly string[]): string[] {
  const firstRow = (line: string): number => Number(/^[a-z](\d+)/.exec(line)?.[1] ?? 0)
  return [...lines].sort((a, b) => firstRow(a) - firstRow(b))
}

/** Compiles the annex and the lexicon in `seeds` to the form that phone and server load. */
export function compileTradeIndex(seeds: string): TradeIndex {
  const lexicon = join(seeds, 'lexicon')
  const trades = readJson(join(seeds, 'trades.json')) as Trade[]
  const kinship = readJson(join(seeds, 'kinship.json')) as Kinship
  const questions = readJson(join(lexicon, 'questions.json')) as TradeIndex['questions']
  const common = readJson(join(lexicon, 'common.json')) as { rows: number[] }
  const spoken = readNames(lexicon)
  const outside = readLexiconFile(lexicon, 'outside.txt')
  const words = readLexiconFile(lexicon, 'words.txt')
  const lookalikes = readFileSync(join(lexicon, 'lookalikes.txt'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))

  const written = [
    ...trades.flatMap((trade) => trade.searchNames),
    ...[...spoken, ...outside, ...words].flatMap((line) => line.names),
  ]
  const characters = new Set(
    [...commonCharacters(), ...written.join(''), ...lookalikes.join('')].filter((text) =>
      /^[\u4e00-\u9fff]$/.test(text),
    ),
  )
  const pairs = simplifiedPairs(characters, written)
  const clean = (text: string): string => squeeze(foldText(text, pairs))
  const advice = [...new Set(outside.map(({ columns }) => columns[1]))]
  const simple = new Set([...characters].map((character) => pairs.get(character) ?? character))
  const readings = listReadings(simple, written.map(clean))

  return {
    version: 1,
    sources: fingerprintSources(seeds),
    lines: packLines(
      byFirstRow([
        ...joinHeads([...printedLines(trades, clean), ...spoken.map((line) => spokenLine(line, clean))]),
        ...words.map((line) => wordLine(line, clean)),
      ]),
    ),
    outside: outside.map((line) => outsideLine(line, advice, clean)),
    advice,
    questions,
    same: kinship.relations.filter(({ relation }) => relation === 'same').flatMap(({ rows }) => [...rows]),
    common: common.rows,
    readings: packReadings(readings),
    simplified: packSimplified(pairs),
    lookalikes: lookalikes.join(' '),
  }
}

/** Fingerprint of everything the compiled index is made from; it is kept in the index to prove that it is fresh. */
export function fingerprintSources(seeds: string): string {
  const lexicon = join(seeds, 'lexicon')
  const files = [
    join(seeds, 'trades.json'),
    join(seeds, 'kinship.json'),
    ...readdirSync(lexicon)
      .sort()
      .map((file) => join(lexicon, file)),
  ]
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
