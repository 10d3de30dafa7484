import { unzipSync } from 'fflate'
import Papa from 'papaparse'
import { readSheet } from 'read-excel-file/node'
import { FORMULA_WITHOUT_VALUE } from '#shared/roster-table'

/** Why a file cannot be read, with what to do. The message is for the person who sent it. */
export class SheetFileError extends Error {
  override name = 'SheetFileError'
}

const MOST_ROWS = 5_100
const MOST_COLUMNS = 100
const MOST_UNZIPPED_BYTES = 60_000_000
const MOST_PARTS = 500
const OLE = [0xd0, 0xcf, 0x11, 0xe0]
const ZIP = [0x50, 0x4b]
const FIRST_SHEET = 'xl/worksheets/sheet1.xml'
const SHARED_WORDS = '另存为“Excel 工作簿（.xlsx）”或“CSV”再传'
/** A cell with a formula and nothing that was worked out. */
const FORMULA_CELL =
  /<c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>\s*<f\b[^>]*(?:\/>|>[^<]*<\/f>)\s*(?:<v\s*\/>|<v>\s*<\/v>)?\s*<\/c>/g

/** The rows of the first sheet, or of a text with commas. @throws SheetFileError in the words for the person */
export async function readSheetFile(bytes: Uint8Array): Promise<string[][]> {
  const table = startsWith(bytes, ZIP) ? await readWorkbook(bytes) : readText(bytes)
  if (table.length > MOST_ROWS)
    throw new SheetFileError('一次最多5000行，这个表格行数太多。请分成几个文件，或删掉下面的空行')
  const widest = table.reduce((most, cells) => Math.max(most, cells.length), 0)
  if (widest > MOST_COLUMNS)
    throw new SheetFileError(`这个表格有${widest}列，最多${MOST_COLUMNS}列。请只留要用的列再传`)
  return table
}

async function readWorkbook(bytes: Uint8Array): Promise<string[][]> {
  const sheet = firstSheetOf(bytes)
  const rows = await readSheet(Buffer.from(bytes), 1, { parseNumber: (text: string) => text }).catch(() => {
    throw new SheetFileError(`这个表格打不开，可能传坏了。请在电脑上打开，${SHARED_WORDS}`)
  })
  const table = rows.map((cells) => cells.map(textOf))
  for (const [, column = '', row = ''] of sheet.matchAll(FORMULA_CELL)) {
    const cells = table[Number(row) - 1]
    const at = columnOf(column)
    if (cells && at < MOST_COLUMNS) cells[at] = FORMULA_WITHOUT_VALUE
  }
  return table
}

/** Looks into the package before anything of it is unpacked in full. */
function firstSheetOf(bytes: Uint8Array): string {
  let parts = 0
  let total = 0
  let unpacked: Record<string, Uint8Array>
  try {
    unpacked = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        parts += 1
        total += originalSize
        if (/vbaProject|macrosheets/i.test(name))
          throw new SheetFileError(`表格里有宏，不能收。请${SHARED_WORDS}`)
        if (parts > MOST_PARTS || total > MOST_UNZIPPED_BYTES)
          throw new SheetFileError('表格解开以后太大。请只留名单这一张表再传')
        return name === FIRST_SHEET
      },
    })
  } catch (error) {
    if (error instanceof SheetFileError) throw error
    throw new SheetFileError(`这个表格打不开，可能传坏了。请在电脑上打开，${SHARED_WORDS}`)
  }
  return new TextDecoder().decode(unpacked[FIRST_SHEET] ?? new Uint8Array())
}

function readText(bytes: Uint8Array): string[][] {
  if (startsWith(bytes, OLE))
    throw new SheetFileError(`表格设了密码，或者是旧的 .xls 格式。请去掉密码，${SHARED_WORDS}`)
  const text = decoded(bytes)
  const { data } = Papa.parse<string[]>(text, { delimitersToGuess: [',', '\t', ';', '，', '|'] })
  return data
}

/** UTF-8 where it is that, otherwise GBK as spreadsheets on Windows write it. */
function decoded(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes)
  const text = strictly('utf-8', bytes) ?? strictly('gb18030', bytes)
  if (text === null || text.includes('\u0000'))
    throw new SheetFileError(`看不懂这个文件。请用 Excel 或 WPS 打开，${SHARED_WORDS}`)
  return text
}

function strictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** A day as YYYY-MM-DD, yes or no as a word. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell as string | number | boolean)
}

/** A → 0, AB → 27. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}
