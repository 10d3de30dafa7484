import { chooseAction, decidedElsewhere } from '#shared/trade-match-actions'
import { OUTSIDE, type Evidence } from '#shared/trade-match-evidence'
import type { NameBook } from '#shared/trade-match-names'
import type { TradeIndex } from '#shared/trade-match-types'

/** A word that points at rows: a thing with its actions, or a whole name inside a longer sentence. */
interface Word {
  readonly rows: readonly number[]
  readonly actions: ReadonlyMap<string, readonly number[]>
  readonly isThing: boolean
  readonly base: number
}

/** Finds rows in a sentence by the things and names in it. */
export type WordFinder = (text: string) => Map<number, Evidence>

const LONGEST = 12
const NAME_BASE = 0.62
const STEM_BASE = 0.56
const THING_BASE = 0.52
const ACTION_BASE = 0.64
const DECISIVE_BASE = 0.76
const OUTSIDE_BASE = 0.22
const PER_CHARACTER = 0.045

function rowList(text: string): number[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => (part === '-' ? OUTSIDE : Number(part)))
}

function parseActions(text: string, own: readonly number[]): Map<string, readonly number[]> {
  const actions = new Map<string, readonly number[]>()
  for (const part of text.split(';')) {
    const [action, rows] = part.split(':')
    if (action) actions.set(action, rows === undefined ? own : rowList(rows))
  }
  return actions
}

function vocabulary(
  book: NameBook,
  index: TradeIndex,
): { names: Map<string, Word>; things: Map<string, Word> } {
  const words = new Map<string, Word>()
  const things = new Map<string, Word>()
  const none: ReadonlyMap<string, readonly number[]> = new Map()
  const offer = (text: string, word: Word): void => {
    const known = words.get(text)
    if (text.length >= 2 && text.length <= LONGEST && (!known || known.base < word.base))
      words.set(text, word)
  }
  for (const name of book.names) {
    if (name.kind === 'english') continue
    const rows = name.outside >= 0 ? [OUTSIDE] : name.rows
    const base = name.outside >= 0 ? OUTSIDE_BASE : NAME_BASE
    offer(name.text, { rows, actions: none, isThing: false, base: base + name.text.length * PER_CHARACTER })
    if (name.stem !== name.text && name.outside < 0) {
      offer(name.stem, {
        rows,
        actions: none,
        isThing: false,
        base: STEM_BASE + name.stem.length * PER_CHARACTER,
      })
    }
  }
  for (const line of index.lines) {
    if (!line.startsWith('w')) continue
    const [head = '', actions = '', list = ''] = line.split('|')
    const rows = rowList(head.slice(1))
    const word = {
      rows: rows.length > 0 ? rows : [OUTSIDE],
      actions: parseActions(actions, rows),
      isThing: true,
      base: THING_BASE,
    }
    for (const text of list.split(',')) things.set(text, word)
  }
  return { names: words, things }
}

interface Span {
  readonly from: number
  readonly to: number
  readonly word: Word
}

/** Cuts the sentence so that the longest words are found. */
function segment(text: string, words: ReadonlyMap<string, Word>): Span[] {
  const best: { value: number; span?: Span; next: number }[] = []
  best[text.length] = { value: 0, next: text.length }
  for (let from = text.length - 1; from >= 0; from -= 1) {
    let choice: { value: number; span?: Span; next: number } = {
      value: best[from + 1]?.value ?? 0,
      next: from + 1,
    }
    for (let to = from + 1; to <= Math.min(text.length, from + LONGEST); to += 1) {
      const word = words.get(text.slice(from, to))
      const value = (to - from) ** 2 + (best[to]?.value ?? 0)
      if (word && value > choice.value) choice = { value, span: { from, to, word }, next: to }
    }
    best[from] = choice
  }
  const spans: Span[] = []
  for (let at = 0; at < text.length; at = best[at]?.next ?? text.length) {
    const span = best[at]?.span
    if (span) spans.push(span)
  }
  return spans
}

interface Weighed {
  readonly row: number
  readonly weight: number
  readonly verb: string
}

function weighName(text: string, { from, to, word }: Span): Weighed[] {
  const head = 0.9 + (0.1 * to) / text.length
  const overruled = decidedElsewhere(text, from, to) ? 0.72 : 1
  return word.rows.map((row, place) => ({
    row,
    weight: Math.max(0.1, (word.base - 0.03 * place) * head * overruled),
    verb: '',
  }))
}

function weighThing(text: string, { from, to, word }: Span): Weighed[] {
  const bonus = Math.min(4, to - from - 1) * PER_CHARACTER - (to - from === 1 ? 0.16 : 0)
  const chosen = chooseAction(text, [...word.actions.keys()], { from, to })
  const asked = chosen ? (word.actions.get(chosen.action) ?? []) : []
  const strong = chosen?.decisive ? DECISIVE_BASE : ACTION_BASE
  const first = asked.map((row, place) => ({
    row,
    weight: strong + bonus - 0.03 * place,
    verb: chosen?.verb ?? '',
  }))
  const base = word.base + bonus - (asked.length > 0 ? 0.14 : 0)
  const rest = word.rows
    .filter((row) => !asked.includes(row))
    .map((row, place) => ({ row, weight: Math.max(0.1, base - 0.035 * place), verb: '' }))
  return [...first, ...rest]
}

/** Sums the words of one way of cutting the sentence: independent words make a row likelier. */
function sumUp(text: string, spans: readonly Span[]): Map<number, Evidence> {
  const found = new Map<number, Evidence>()
  for (const span of spans) {
    const matched = text.slice(span.from, span.to)
    for (const { row, weight, verb } of span.word.isThing ? weighThing(text, span) : weighName(text, span)) {
      const known = found.get(row)
      const by = verb === '' || matched.includes(verb) ? matched : `${verb}${matched}`
      const reason =
        known && known.by.length >= by.length
          ? known
          : { kind: verb === '' ? ('material' as const) : ('pattern' as const), matched, by }
      found.set(row, { ...reason, score: Math.min(0.94, 1 - (1 - (known?.score ?? 0)) * (1 - weight)) })
    }
  }
  return found
}

/** Prepares the vocabulary once and returns the finder. */
export function createWordFinder(book: NameBook, index: TradeIndex): WordFinder {
  const { names, things } = vocabulary(book, index)
  const all = new Map([...names, ...things])
  return (text) => {
    // Names can hide things (塔吊安装 hides 塔吊): the sentence is cut both ways, and each row keeps the better sum.
    const found = sumUp(text, segment(text, all))
    for (const [row, evidence] of sumUp(text, segment(text, things))) {
      if (evidence.score > (found.get(row)?.score ?? 0)) found.set(row, evidence)
    }
    return found
  }
}
