import { addName, type EvidenceBook } from '#shared/trade-match-evidence'
import { type Name, type NameBook, type Spelled } from '#shared/trade-match-names'
import { foldSyllable, spellingsOf } from '#shared/trade-match-phonetics'
import type { MatchKind } from '#shared/trade-match-types'

/** Finds names for a query of Latin letters: full, partly typed or spaced pinyin, initials, or a mixture. */
export type PinyinFinder = (letters: string, evidence: EvidenceBook) => void

/** Frame words as they are typed in pinyin. */
const OPENINGS = ['woshi', 'zuo', 'gan', 'gao', 'wo', 'kai', 'xue']
const ENDINGS = ['de', 'shifu', 'gong', 'siji', 'yuan', 'ren']
const LONGEST_NAME = 14
const LETTERS_NEEDED = 2

interface Fit {
  /** Sum of the qualities of the syllables used. */
  readonly quality: number
  /** How many syllables of the name were used. */
  readonly used: number
  /** How many of them were typed in full. */
  readonly full: number
  /** How many syllables of the name are left over. */
  readonly missing: number
}

/** Ways in which the syllable can stand at the start of `rest`: letters consumed, quality, typed in full. */
function waysOf(reading: string, rest: string): { length: number; quality: number; full: boolean }[] {
  if (reading.length === 1) return rest.startsWith(reading) ? [{ length: 1, quality: 1, full: true }] : []
  const ways: { length: number; quality: number; full: boolean }[] = []
  spellingsOf(reading).forEach((spelling, place) => {
    if (rest.startsWith(spelling))
      ways.push({ length: spelling.length, quality: place === 0 ? 1 : 0.9, full: true })
  })
  const initial = /^(zh|ch|sh)/.exec(reading)?.[0] ?? reading.charAt(0)
  if (initial.length === 2 && rest.startsWith(initial) && reading !== initial)
    ways.push({ length: 2, quality: 0.72, full: false })
  if (rest.startsWith(initial.charAt(0))) ways.push({ length: 1, quality: 0.7, full: false })
  const last = rest.length < reading.length && rest.length > 1 && reading.startsWith(rest)
  if (last) ways.push({ length: rest.length, quality: 0.8, full: false })
  return ways
}

/** Well-typed syllables first; of like quality, the way that uses the whole name or reaches further into it. */
function worth({ quality, used, missing }: Fit): number {
  return quality / used + 0.015 * used - (missing > 0 ? 0.05 : 0)
}

/** Best way to consume all letters by the syllables of the name from `place` on; undefined when they do not fit. */
function fit(
  letters: string,
  name: Spelled,
  place: number,
  memo: Map<number, Fit | undefined>,
): Fit | undefined {
  if (letters === '') return { quality: 0, used: 0, full: 0, missing: name.units.length - place }
  const unit = name.units[place]
  if (!unit) return undefined
  const key = place * 64 + letters.length
  if (memo.has(key)) return memo.get(key)
  let best: Fit | undefined
  const readings = unit.exact.length > 0 ? unit.exact : [unit.char]
  for (const reading of readings) {
    for (const way of waysOf(reading, letters)) {
      const rest = fit(letters.slice(way.length), name, place + 1, memo)
      if (!rest) continue
      const found = {
        quality: rest.quality + way.quality,
        used: rest.used + 1,
        full: rest.full + (way.full ? 1 : 0),
        missing: rest.missing,
      }
      if (!best || worth(found) > worth(best)) best = found
    }
  }
  memo.set(key, best)
  return best
}

/** The score of a fit and whether it was pinyin or initials. */
function judge(found: Fit, name: Name, letters: string): { score: number; kind: MatchKind } {
  const syllables = name.text.length
  const average = found.quality / found.used
  const kind = found.full * 2 >= found.used ? 'pinyin' : 'initials'
  const roleOnly = found.missing > 0 && name.stem.length === found.used
  const fraction = found.used / syllables
  const whole = found.missing === 0 ? 1 : roleOnly ? 0.95 : 0.6 + 0.3 * fraction
  const few = kind === 'initials' && letters.length < 3 ? 0.9 : 1
  // People type one letter each: tdzh is 塔吊指挥 before it is 塔吊证.
  const spread = kind === 'initials' ? (found.used / letters.length) ** 0.25 : 1
  const quality = kind === 'pinyin' ? average : 0.84 + 0.1 * Math.max(0, average - 0.7)
  return { score: Math.min(0.97, quality * whole * few * spread), kind }
}

function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      current[j] = Math.min(change, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1)
    }
    previous = current
  }
  return previous[b.length] ?? 0
}

function variantsOf(letters: string): string[] {
  const variants = [letters]
  const ending = ENDINGS.find((word) => letters.endsWith(word) && letters.length - word.length >= 4)
  if (ending) variants.push(letters.slice(0, -ending.length))
  for (const variant of [...variants]) {
    const opening = OPENINGS.find((word) => variant.startsWith(word) && variant.length - word.length >= 4)
    if (opening) variants.push(variant.slice(opening.length))
  }
  return variants
}

function foldedStart(text: string): string {
  return foldSyllable(text).charAt(0)
}

/** Prepares the names by first letter once and returns the finder. */
export function createPinyinFinder(book: NameBook): PinyinFinder {
  const byStart = new Map<string, Name[]>()
  for (const name of book.names) {
    if (name.kind === 'english' || name.text.length > LONGEST_NAME || name.text.length < 2) continue
    const first = book.units.of(name.text.charAt(0))
    for (const start of new Set((first.exact.length > 0 ? first.exact : [first.char]).map(foldedStart))) {
      const list = byStart.get(start)
      if (list) list.push(name)
      else byStart.set(start, [name])
    }
  }

  const typed = (letters: string, trust: number, evidence: EvidenceBook): boolean => {
    let sure = false
    const starts = new Set([
      foldedStart(letters),
      foldedStart(`h${letters.slice(1)}`) === 'h' && letters.startsWith('h') ? 'f' : '',
    ])
    for (const start of starts) {
      for (const name of byStart.get(start) ?? []) {
        const found = fit(letters, book.spell(name), 0, new Map())
        if (!found || (name.outside >= 0 && found.used < name.text.length)) continue
        const { score, kind } = judge(found, name, letters)
        const commonness = name.outside >= 0 ? (kind === 'initials' ? 0.15 : 0) : name.prior * 0.0004
        sure ||= score > 0.7
        addName(evidence, name, { score: score * trust * name.trust - commonness, kind, matched: letters })
      }
    }
    return sure
  }

  const mistyped = (letters: string, evidence: EvidenceBook): void => {
    const allowed = letters.length > 9 ? 2 : 1
    for (const name of byStart.get(foldedStart(letters)) ?? []) {
      const whole = book
        .spell(name)
        .units.map((unit) => unit.exact[0] ?? unit.char)
        .join('')
      if (Math.abs(whole.length - letters.length) > allowed) continue
      const mistakes = distance(letters, whole)
      if (mistakes > allowed) continue
      addName(evidence, name, {
        score: (1 - mistakes / letters.length) * 0.88 * name.trust,
        kind: 'pinyin',
        matched: letters,
      })
    }
  }

  return (letters, evidence) => {
    if (letters.length < LETTERS_NEEDED || letters.length > 60) return
    let sure = false
    variantsOf(letters).forEach((variant, round) => {
      sure = typed(variant, 1 - 0.04 * round, evidence) || sure
    })
    if (!sure && letters.length >= 6) mistyped(letters, evidence)
  }
}
