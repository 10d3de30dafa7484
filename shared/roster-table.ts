import { foldLine } from '#shared/roster-fold'
import { takeNumbers } from '#shared/roster-numbers'
import type { FindTrade, RosterAside, RosterEntry, RosterField } from '#shared/roster-types'
import { fieldOfLabel, isChatter, nameLikelihood } from '#shared/roster-words'

/** In place of the text of a cell that holds a formula and no value. */
export const FORMULA_WITHOUT_VALUE = '\u0000formula'

type Columns = Partial<Record<RosterField, number>>

/** A heading stands within the first so many rows; above it are titles. */
const HEADING_WITHIN = 20
/** Columns without heading are guessed by so many rows. */
const SAMPLE = 60
const TOTALS = /^(合计|总计|小计|共计|备注|说明|注[:：]?|填表人|制表人|审核人)/

/** People out of a table; the columns are told by their headings, or by what stands in them. */
export function readTable(
  table: readonly (readonly string[])[],
  findTrade: FindTrade,
): { entries: RosterEntry[]; aside: RosterAside[] } {
  const headingAt = table.slice(0, HEADING_WITHIN).findIndex(isHeading)
  const labelled = headingAt < 0 ? {} : labelledColumns(table[headingAt] ?? [])
  const body = table.slice(headingAt + 1)
  const columns = withGuessed(labelled, table[headingAt] ?? [], body.slice(0, SAMPLE), findTrade)
  const entries: RosterEntry[] = []
  const aside: RosterAside[] = []
  table.forEach((cells, index) => {
    const line = index + 1
    const text = cells.join(' ').replaceAll(FORMULA_WITHOUT_VALUE, '').replace(/\s+/g, ' ').trim()
    // Headings, repeated ones too, were of use: only what was not is shown.
    if (cells.every((cell) => cell.trim() === '') || isHeading(cells)) return
    const entry = index > headingAt ? entryOf(cells, columns, line) : null
    if (entry) entries.push(entry)
    else aside.push({ line, text })
  })
  return { entries, aside }
}

/** Two known labels, or one of name or number, and no number of anybody. */
function isHeading(cells: readonly string[]): boolean {
  const fields = cells.map(fieldOfLabel)
  const named = fields.filter((field) => field !== undefined && field !== null)
  return named.length >= 2 ||
    (named.length === 1 && fields.filter((field) => field !== undefined).length >= 2)
    ? true
    : cells.filter((cell) => cell.trim() !== '').length === 1 &&
        (named[0] === 'name' || named[0] === 'idNumber')
}

function labelledColumns(cells: readonly string[]): Columns {
  const columns: Columns = {}
  cells.forEach((cell, index) => {
    const field = fieldOfLabel(cell)
    if (field) columns[field] ??= index
  })
  return columns
}

/** The fields that no heading names get the column that looks most like them. */
function withGuessed(
  labelled: Columns,
  heading: readonly string[],
  sample: readonly (readonly string[])[],
  findTrade: FindTrade,
): Columns {
  const width = Math.max(0, ...sample.map((cells) => cells.length))
  const columns = { ...labelled }
  const isFree = (index: number) =>
    !Object.values(columns).includes(index) && fieldOfLabel(heading[index] ?? '') === undefined
  for (const field of ['idNumber', 'mobileNumber', 'name', 'trade'] as const) {
    if (columns[field] !== undefined) continue
    const scores = Array.from({ length: width }, (_none, index) =>
      isFree(index) ? sample.filter((cells) => looksLike(field, cells[index] ?? '', findTrade)).length : 0,
    )
    const most = Math.max(0, ...scores)
    if (most > 0 && most * 3 >= sample.length) columns[field] = scores.indexOf(most)
  }
  return columns
}

function looksLike(field: RosterField, cell: string, findTrade: FindTrade): boolean {
  const { text } = foldLine(cell)
  switch (field) {
    case 'idNumber':
      return takeNumbers(text).idNumber !== ''
    case 'mobileNumber':
      return takeNumbers(text).mobileNumber !== ''
    case 'name':
      return nameLikelihood(text) === 2
    case 'trade':
      return text.length >= 2 && text.length <= 20 && findTrade(text) !== null
  }
}

function entryOf(cells: readonly string[], columns: Columns, line: number): RosterEntry | null {
  const cell = (field: RosterField) => cellText(cells[columns[field] ?? -1] ?? '')
  const idNumber = cell('idNumber')
  const name = cell('name')
  const mobileNumber = cell('mobileNumber')
  const first = cells.find((each) => each.trim() !== '') ?? ''
  if (idNumber === '' && mobileNumber === '' && (name === '' || isChatter(name) || TOTALS.test(first.trim())))
    return null
  if (TOTALS.test(first.trim()) && !/\d{8}/.test(idNumber)) return null
  return { line, name, idNumber, mobileNumber, trade: cell('trade') }
}

/** Sheets write an apostrophe before a number that is to stay text. */
function cellText(cell: string): string {
  return cell === FORMULA_WITHOUT_VALUE ? cell : cell.replace(/^['‘’`]/, '').trim()
}
