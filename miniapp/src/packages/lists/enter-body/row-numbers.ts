const LONGEST_RANGE = 1000

/** Rows of the annex as somebody writes them: `41、46`, `130-133`, in any order. */
export interface RowNumbers {
  /** Ascending, each once. */
  seqs: number[]
  /** What is neither a row of the catalogue nor a range of rows. */
  unknown: string[]
}

/** @param isRow whether the catalogue has a row */
export function readRowNumbers(text: string, isRow: (seq: number) => boolean): RowNumbers {
  const seqs = new Set<number>()
  const unknown: string[] = []
  for (const part of text.normalize('NFKC').split(/[\s,、;。]+/u)) {
    if (part === '') continue
    const rows = rowsOf(part)
    if (rows.length === 0 || !rows.every(isRow)) unknown.push(part)
    else for (const seq of rows) seqs.add(seq)
  }
  return { seqs: [...seqs].sort((one, other) => one - other), unknown }
}

function rowsOf(part: string): number[] {
  const [, first, last = first] = /^(\d{1,4})(?:[-~到至](\d{1,4}))?$/u.exec(part) ?? []
  const count = Number(last) - Number(first) + 1
  if (first === undefined || count < 1 || count > LONGEST_RANGE) return []
  return Array.from({ length: count }, (_, index) => Number(first) + index)
}
