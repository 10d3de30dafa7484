/*
 * The lines of the lexicon in one text, so that they compress: `!` between lines, and instead of the first row one `+`
 * for each step from the first row of the line before. Lines come ordered by their first row; those without rows come
 * before all others.
 */

const BETWEEN = '!'
const STEP = '+'

function firstRow(rows: string): number {
  return Number(rows.split(',')[0])
}

/** Packs lines `<letter><rows>|…` that are ordered by their first row. */
export function packLines(lines: readonly string[]): string {
  let last = 0
  const packed = lines.map((line) => {
    const rows = line.slice(1, line.indexOf('|'))
    const steps = firstRow(rows) - last
    if (steps < 0 || line.includes(BETWEEN)) throw new Error(`cannot be packed: ${line}`)
    last += steps
    const others = rows.includes(',') ? rows.slice(rows.indexOf(',')) : ''
    return line.charAt(0) + STEP.repeat(steps) + others + line.slice(line.indexOf('|'))
  })
  return packed.join(BETWEEN)
}

/** The lines again. */
export function unpackLines(packed: string): string[] {
  let row = 0
  return packed.split(BETWEEN).map((line) => {
    let at = 1
    for (; line.charAt(at) === STEP; at += 1) row += 1
    return line.charAt(0) + (row > 0 ? String(row) : '') + line.slice(at)
  })
}
