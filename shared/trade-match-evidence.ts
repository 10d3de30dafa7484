import type { MatchKind } from '#shared/trade-match-types'

/** The row number under which work outside the annex competes with the rows. */
export const OUTSIDE = 0

/** One reason for one row. */
export interface Evidence {
  readonly score: number
  readonly kind: MatchKind
  readonly matched: string
  readonly by: string
}

/** The best evidence per row, and the outside trade that competes. */
export interface EvidenceBook {
  readonly rows: Map<number, Evidence>
  /** Index into the outside list when row 0 has evidence. */
  outside: number
}

/** An empty book. */
export function createEvidence(): EvidenceBook {
  return { rows: new Map(), outside: -1 }
}

/** Keeps the stronger of two reasons for a row; a second, independent reason adds a little. */
export function addEvidence(book: EvidenceBook, row: number, evidence: Evidence): void {
  const known = book.rows.get(row)
  if (!known || evidence.score > known.score) book.rows.set(row, evidence)
}

/** Adds a name's evidence to all its rows; later rows of an ambiguous name count a little less. */
export function addName(
  book: EvidenceBook,
  name: {
    readonly rows: readonly number[]
    readonly outside: number
    readonly text: string
    readonly prior: number
  },
  evidence: Omit<Evidence, 'by'>,
): void {
  const by = name.text
  if (name.outside >= 0) {
    if (evidence.score > (book.rows.get(OUTSIDE)?.score ?? 0)) {
      book.rows.set(OUTSIDE, { ...evidence, by })
      book.outside = name.outside
    }
    return
  }
  name.rows.forEach((row, position) => {
    const score = evidence.score - 0.012 * position - name.prior * 0.00002
    addEvidence(book, row, { ...evidence, score, by })
  })
}

/** How much a second, independent kind of evidence adds. */
const TOGETHER = 0.15

/** Adds what the words of the sentence say to what the names said. */
export function mergeWords(book: EvidenceBook, words: ReadonlyMap<number, Evidence>): void {
  for (const [row, word] of words) {
    const known = book.rows.get(row)
    if (!known) {
      book.rows.set(row, word)
      continue
    }
    const high = Math.max(known.score, word.score)
    const low = Math.min(known.score, word.score)
    const stronger = known.score >= word.score ? known : word
    book.rows.set(row, { ...stronger, score: high + (1 - high) * low * TOGETHER })
  }
}
