import { addName, type EvidenceBook } from '#shared/trade-match-evidence'
import { squeeze } from '#shared/trade-match-normalise'
import { groupNames, type Name, type NameBook } from '#shared/trade-match-names'

/** Finds names for English words. */
export type EnglishFinder = (text: string, evidence: EvidenceBook) => void

/** Words that say only "a person", and words between words. */
const EMPTY_WORDS = new Set(
  'i a an the of for in on at to and or am is be my with work works worker workers man men woman staff person people job labor labour construction site who that do does skilled'.split(
    ' ',
  ),
)
/** Words that say what kind of work, but not on what. */
const ROLE_WORDS = new Set(
  'operator driver technician mechanic fitter installer installation maker engineer inspector operative operating operate drive driving service maintenance building professional specialist attendant fixer layer helper apprentice assistant trainee foreman journeyman'.split(
    ' ',
  ),
)

/** Different words for one kind of work. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['driver', 'operator'],
  ['driving', 'operator'],
  ['drive', 'operator'],
  ['erector', 'installer'],
  ['fitter', 'installer'],
  ['installation', 'installer'],
  ['repair', 'mechanic'],
  ['repairer', 'mechanic'],
  ['repairman', 'mechanic'],
  ['lorry', 'truck'],
  ['labour', 'labor'],
  ['labourer', 'laborer'],
])

const stems = new Map<string, string>()

/** A crude stem: welder, welders, welding and weld are one word. */
function stem(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  let root = (SYNONYMS.get(word) ?? word).replace(/'s?$/, '')
  if (root.length > 3) root = root.replace(/ies$/, 'y').replace(/([^s])s$/, '$1')
  if (root.length > 4) root = root.replace(/(ing|ers|er|or|ed)$/, '')
  root = root.replace(/([bdgklmnprt])\1$/, '$1').replace(/e$/, '')
  if (stems.size < 5000) stems.set(word, root)
  return root
}

/** "tiler and plasterer": each half may be a trade by itself. */
const PART = /\band\b|\bor\b|[/,&;+]/
const SHORTEST_PART = 4
const ONE_OF_TWO = 0.85

interface Token {
  readonly root: string
  readonly weight: number
}

/** 1 for the same word, 0.85 for one letter changed, missing, added or swapped with its neighbour, else 0. */
function sameWord(a: string, b: string): number {
  if (a === b) return 1
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return 0
  let i = 0
  while (i < a.length && a[i] === b[i]) i += 1
  return isOneOff(a.slice(i), b.slice(i)) ? 0.85 : 0
}

function isOneOff(a: string, b: string): boolean {
  const changed = a.slice(1) === b.slice(1)
  const added = a.slice(1) === b || a === b.slice(1)
  const swapped = a.slice(2) === b.slice(2) && a[0] === b[1] && a[1] === b[0]
  return changed || added || swapped
}

interface Prepared {
  readonly name: Name
  readonly tokens: readonly Token[]
  readonly weight: number
}

function postingsOf(prepared: readonly Prepared[]): Map<string, Prepared[]> {
  const postings = new Map<string, Prepared[]>()
  for (const entry of prepared) {
    for (const { root } of entry.tokens) {
      const list = postings.get(root)
      if (!list) postings.set(root, [entry])
      else if (list[list.length - 1] !== entry) list.push(entry)
    }
  }
  return postings
}

/** Prepares the English names once and returns the finder. */
export function createEnglishFinder(book: NameBook): EnglishFinder {
  const english = book.names.filter(({ kind }) => kind === 'english')
  const whole = groupNames(english, ({ text }) => squeeze(text))
  const counts = new Map<string, number>()
  for (const name of english) {
    for (const root of new Set(wordsOf(name.text).map(stem))) counts.set(root, (counts.get(root) ?? 0) + 1)
  }
  const weightOf = (word: string): number => {
    if (EMPTY_WORDS.has(word)) return 0.08
    const rare = Math.max(0.35, 1.3 - 0.2 * Math.log(counts.get(stem(word)) ?? 1))
    return ROLE_WORDS.has(word) ? 0.4 : rare
  }
  const tokensOf = (text: string): Token[] =>
    wordsOf(text).map((word) => ({ root: stem(word), weight: weightOf(word) }))
  const prepared = english.map((name): Prepared => {
    const tokens = tokensOf(name.text)
    return { name, tokens, weight: tokens.reduce((sum, token) => sum + token.weight, 0) }
  })
  const postings = postingsOf(prepared)
  const roots = [...postings.keys()]
  const spelled = (root: string): string[] =>
    postings.has(root) ? [root] : roots.filter((known) => sameWord(known, root) > 0)

  const find = (text: string, trust: number, evidence: EvidenceBook): void => {
    for (const name of whole.get(squeeze(text)) ?? [])
      addName(evidence, name, { score: name.trust * trust, kind: 'english', matched: text.trim() })
    const query = tokensOf(text)
    if (query.length === 0 || query.length > 24) return
    const queryWeight = query.reduce((sum, token) => sum + token.weight, 0)
    const telling = query.filter(({ weight }) => weight > 0.1)
    const candidates = new Set(
      telling.flatMap(({ root }) => spelled(root)).flatMap((root) => postings.get(root) ?? []),
    )
    for (const { name, tokens, weight } of candidates) {
      const score = (2 * overlap(query, tokens)) / (queryWeight + weight)
      if (score > 0.4) addEnglish(evidence, name, score * trust, text)
    }
  }
  return (text, evidence) => {
    find(text, 1, evidence)
    const parts = text.split(PART).filter((part) => part.trim().length >= SHORTEST_PART)
    if (parts.length > 1)
      parts.forEach((part, place) => {
        find(part, ONE_OF_TWO - 0.01 * place, evidence)
      })
  }
}

function wordsOf(text: string): string[] {
  return text.match(/[a-z][a-z']*/g) ?? []
}

function overlap(query: readonly Token[], name: readonly Token[]): number {
  let sum = 0
  for (const token of name) {
    let best = 0
    for (const asked of query)
      best = Math.max(best, sameWord(token.root, asked.root) * Math.min(token.weight, asked.weight))
    sum += best
  }
  return sum
}

function addEnglish(evidence: EvidenceBook, name: Name, score: number, text: string): void {
  addName(evidence, name, { score: Math.min(1, score) * 0.96, kind: 'english', matched: text.trim() })
}
