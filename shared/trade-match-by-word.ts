import { chooseAction, decidedElsewhere, type Chosen } from '#shared/trade-match-actions'
import { OUTSIDE, type Evidence } from '#shared/trade-match-evidence'
import { isOnlyRole } from '#shared/trade-match-normalise'
import type { Name, NameBook } from '#shared/trade-match-names'

/** A word that points at rows: a thing with its actions, or a whole name inside a longer sentence. */
interface Word {
  readonly rows: readonly number[]
  readonly actions: ReadonlyMap<string, readonly number[]>
  readonly isThing: boolean
  /** Said of many trades (质量, 验收): counts less than any other thing. */
  readonly isWeak: boolean
  /** Work of another industry. */
  readonly isForeign: boolean
  readonly base: number
}

/** Finds rows in a sentence by the things and names in it. */
export type WordFinder = (text: string) => Map<number, Evidence>

const LONGEST = 12
/** A name of this length stands on its own in a sentence of any length. */
const WHOLE = 6
const NAME_BASE = 0.62
const STEM_BASE = 0.56
const THING_BASE = 0.52
/** By how surely the text asks for the action. */
const ACTION_BASE = { decisive: 0.76, adjacent: 0.72, near: 0.64 }
const OUTSIDE_BASE = 0.22
/** A word that only says what somebody does, or that is said of many trades. */
const WEAKER = 0.16
/** Work of another industry at the end of the text is what the text is about: 舞台灯光师. */
const FOREIGN_HEAD = 0.35
/** A deciding word that the thing knows nothing of. */
const OVERRULED = 0.85
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

type Vocabulary = ReadonlyMap<string, Word>

const NO_ACTIONS: ReadonlyMap<string, readonly number[]> = new Map()

const NAME = { actions: NO_ACTIONS, isThing: false, isWeak: false, isForeign: false }

/** Looks a piece of the sentence up. */
type LookUp = (text: string) => Word | undefined

function nameWord(name: Name, text: string, book: NameBook): Word {
  const length = text.length * PER_CHARACTER
  if (name.outside >= 0)
    return {
      ...NAME,
      rows: [OUTSIDE],
      isForeign: book.outside[name.outside]?.rows.length === 0,
      base: OUTSIDE_BASE + length,
    }
  const base = (name.text === text ? NAME_BASE : STEM_BASE) - (isOnlyRole(text) ? WEAKER : 0)
  return { ...NAME, rows: name.rows, base: base + length }
}

/** Names, and names without their role ending, as words of a sentence. */
function lookUpNames(book: NameBook): LookUp {
  return (text) => {
    if (text.length < 2) return undefined
    const whole = book.exact.get(text)
    const name =
      whole?.find(({ outside }) => outside < 0) ??
      book.stems.get(text)?.find(({ outside }) => outside < 0) ??
      whole?.[0]
    return name && name.kind !== 'english' ? nameWord(name, text, book) : undefined
  }
}

/** One line of things: `w<rows>|<action>:<rows>;…|<word>,…`. */
function readThings(line: string): { word: Word; texts: string[] } {
  const [head = '', packed = '', list = ''] = line.split('|')
  const rows = rowList(head.slice(1))
  const actions = parseActions(packed, rows)
  const isWeak = actions.delete('weak')
  const base = THING_BASE - (isWeak ? WEAKER : 0)
  const word = {
    rows: rows.length > 0 ? rows : [OUTSIDE],
    actions,
    isThing: true,
    isWeak,
    isForeign: false,
    base,
  }
  return { word, texts: list.split(',') }
}

/** A thing that stands in several lines has the rows and the actions of all of them. */
function joinThings(first: Word, second: Word): Word {
  return {
    ...first,
    rows: [...new Set([...first.rows, ...second.rows])],
    actions: new Map([...second.actions, ...first.actions]),
  }
}

/** Things with the rows that each action on them belongs to. */
function thingWords(lines: readonly string[]): Vocabulary {
  const things = new Map<string, Word>()
  for (const line of lines) {
    const { word, texts } = readThings(line)
    for (const text of texts) {
      const known = things.get(text)
      things.set(text, known ? joinThings(known, word) : word)
    }
  }
  return things
}

interface Span {
  readonly from: number
  readonly to: number
  readonly word: Word
}

interface Cut {
  readonly value: number
  readonly span?: Span
  readonly next: number
}

/** The best cut of the sentence from `from` on, when the cuts behind it are known. */
function cutAt(text: string, from: number, cuts: readonly Cut[], lookUp: LookUp): Cut {
  let choice: Cut = { value: cuts[from + 1]?.value ?? 0, next: from + 1 }
  for (let to = from + 1; to <= Math.min(text.length, from + LONGEST); to += 1) {
    const word = lookUp(text.slice(from, to))
    // A lone character settles nothing: 塔吊装 is no 塔 and 吊装.
    const value = (to - from === 1 ? 0 : (to - from) ** 2) + (cuts[to]?.value ?? 0)
    if (word && value >= choice.value) choice = { value, span: { from, to, word }, next: to }
  }
  return choice
}

/** Cuts the sentence so that the longest words are found. */
function segment(text: string, lookUp: LookUp): Span[] {
  const cuts: Cut[] = []
  cuts[text.length] = { value: 0, next: text.length }
  for (let from = text.length - 1; from >= 0; from -= 1) cuts[from] = cutAt(text, from, cuts, lookUp)
  const spans: Span[] = []
  for (let at = 0; at < text.length; at = cuts[at]?.next ?? text.length) {
    const span = cuts[at]?.span
    if (span) spans.push(span)
  }
  return spans
}

interface Weighed {
  readonly row: number
  readonly weight: number
  readonly verb: string
}

/** The last thing is the head of the phrase: 混凝土试块 is a 试块. */
function headFactor(to: number, length: number): number {
  return 0.9 + (0.1 * to) / length
}

function weighName(text: string, { from, to, word }: Span): Weighed[] {
  const head = headFactor(to, text.length)
  const covered = 0.82 + 0.18 * Math.min(1, (to - from) / Math.min(text.length, WHOLE))
  const overruled = decidedElsewhere(text, from, to) ? 0.72 : 1
  const bonus = word.isForeign && to === text.length ? FOREIGN_HEAD : 0
  return word.rows.map((row, place) => ({
    row,
    weight: Math.max(0.1, (word.base + bonus - 0.03 * place) * head * covered * overruled),
    verb: '',
  }))
}

/** 用叉车, 开叉车: what stands before a tool says that it is driven. */
const TOOL_BEFORE = /(用|开着?|驾驶|操作|操纵)$/
const TOOL = /^(用|开着?|驾驶)/

/** What is done to the thing: by the word before it, else by the nearest verb. */
function actionOn(text: string, { from, to, word }: Span): Chosen | undefined {
  const tool = TOOL_BEFORE.exec(text.slice(0, from)) ?? TOOL.exec(text.slice(from, to))
  const chosen = chooseAction(text, [...word.actions.keys()], { from, to })
  if (!tool || !word.actions.has('drive') || chosen?.certainty === 'decisive') return chosen
  return { action: 'drive', verb: tool[0], certainty: 'decisive' }
}

function weighThing(text: string, span: Span): Weighed[] {
  const { from, to, word } = span
  const bonus = Math.min(4, to - from - 1) * PER_CHARACTER - (to - from === 1 ? 0.16 : 0)
  const chosen = actionOn(text, span)
  const asked = chosen ? (word.actions.get(chosen.action) ?? []) : []
  const strong = ACTION_BASE[chosen?.certainty ?? 'near'] - (word.isWeak ? WEAKER : 0)
  const overruled = chosen?.certainty !== 'decisive' && decidedElsewhere(text, from, to) ? OVERRULED : 1
  const trust = headFactor(to, text.length) * overruled
  const first = asked.map((row, position) => ({
    row,
    weight: (strong + bonus - 0.03 * position) * trust,
    verb: chosen?.verb ?? '',
  }))
  const base = word.base + bonus - (asked.length > 0 ? 0.14 : 0)
  const rest = word.rows
    .filter((row) => !asked.includes(row))
    .map((row, position) => ({ row, weight: Math.max(0.1, (base - 0.035 * position) * trust), verb: '' }))
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
export function createWordFinder(book: NameBook): WordFinder {
  const things = thingWords(book.things)
  const names = lookUpNames(book)
  const lookUpThing: LookUp = (text) => things.get(text)
  const lookUpAny: LookUp = (text) => things.get(text) ?? names(text)
  return (text) => {
    // Names can hide things (塔吊安装 hides 塔吊): the sentence is cut both ways, and each row keeps the better sum.
    const found = sumUp(text, segment(text, lookUpAny))
    for (const [row, evidence] of sumUp(text, segment(text, lookUpThing))) {
      if (evidence.score > (found.get(row)?.score ?? 0)) found.set(row, evidence)
    }
    return found
  }
}
