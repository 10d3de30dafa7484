import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import { createTradeMatcher, type TradeIndex } from '#shared/trade-match'
import type { Answering } from '../../server/commands/match-evaluation'

/** One searchable name with its rows, the likeliest first; no rows means work that the annex does not list. */
export type Document = readonly [text: string, rows: readonly number[]]

export type EngineName = 'ours' | 'minisearch' | 'fuse'

/** Rows in the order of the found names. A name of work outside the annex that comes first means a refusal. */
function rowsOf(found: Iterable<Document>): { hits: { seq: number }[] } {
  const rows = new Set<number>()
  for (const [, seqs] of found) {
    if (rows.size === 0 && seqs.length === 0) return { hits: [] }
    for (const seq of seqs) rows.add(seq)
    if (rows.size >= 10) break
  }
  return { hits: [...rows].map((seq) => ({ seq })) }
}

function squeezed(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Neighbouring characters in pairs; a lone character is its own term. */
function bigrams(text: string): string[] {
  const characters = [...squeezed(text)]
  if (characters.length < 2) return characters
  return characters.slice(1).map((character, place) => `${characters[place] ?? ''}${character}`)
}

function createMiniSearch(documents: readonly Document[]): Answering {
  const engine = new MiniSearch<{ id: number; text: string }>({ fields: ['text'], tokenize: bigrams })
  engine.addAll(documents.map(([text], id) => ({ id, text })))
  const documentOf = (id: unknown): Document => documents[Number(id)] ?? ['', []]
  return { match: (query) => rowsOf(engine.search(query).map(({ id }) => documentOf(id))) }
}

function createFuse(documents: readonly Document[]): Answering {
  const engine = new Fuse(documents, { keys: [{ name: 'text', getFn: ([text]) => text }], shouldSort: true })
  return { match: (query) => rowsOf(engine.search(query.trim()).map(({ item }) => item)) }
}

/** Builds the engine from its data: the compiled lexicon for ours, a list of names for the others. */
export function createEngine(name: EngineName, data: unknown): Answering {
  if (name === 'ours') return createTradeMatcher(data as TradeIndex)
  const documents = data as readonly Document[]
  return name === 'minisearch' ? createMiniSearch(documents) : createFuse(documents)
}
