import { FORMULA_WITHOUT_VALUE } from './roster-table'

/** What a sheet of results says about one person, as it stands in its cells. */
export const resultFields = [
  'place',
  'name',
  'idNumber',
  'mobileNumber',
  'outcome',
  'examinedOn',
  'kind',
  'level',
  'number',
  'issuer',
  'issuedOn',
  'expiresOn',
] as const
export type ResultField = (typeof resultFields)[number]

/** One row of the sheet. Text as typed; empty where the sheet has no such column or nothing in it. */
export type ResultEntry = Record<ResultField, string> & {
  /** Row of the sheet, from 1. */
  readonly line: number
}

export interface ResultSheet {
  readonly entries: readonly ResultEntry[]
  /** Rows in which nobody was found: titles, totals. Shown, so that nobody is lost unseen. */
  readonly aside: readonly { readonly line: number; readonly text: string }[]
  /** Which columns were understood, in the words of the sheet; empty = no row of headings was found. */
  readonly columns: readonly string[]
}

/** What columns are called. The first that fits wins. */
const LABELS: readonly (readonly [RegExp, ResultField])[] = [
  [/^(序号|名单序号|学号|座号|编号|no)$/i, 'place'],
  [/^(姓名|名字|学员姓名|考生姓名|工人姓名)$/, 'name'],
  [/^(公民)?(居民)?(身份证|身份证号|身份证号码|身份证件号码|证件号|证件号码)$/, 'idNumber'],
  [/^(手机|手机号|手机号码|电话|联系电话|联系方式)$/, 'mobileNumber'],
  [
    /^(成绩|考试成绩|考核成绩|考试结果|考核结果|结果|分数|得分|总分|是否合格|合格与否|鉴定结果|评价结果)$/,
    'outcome',
  ],
  [/^(考试日期|考试时间|考核日期|考核时间|鉴定日期|评价日期)$/, 'examinedOn'],
  [/^(证书|证书种类|证书类型|证书类别|证书名称|证书名)$/, 'kind'],
  [/^(等级|级别|技能等级|证书等级|证书级别)$/, 'level'],
  [/^(证书编号|证书号|证号|证书号码|操作证号|发证编号)$/, 'number'],
  [/^(发证机构|发证单位|发证机关|颁证机构|颁发机构|评价机构)$/, 'issuer'],
  [/^(发证日期|发证时间|颁证日期|批准日期|领证日期|初次领证日期)$/, 'issuedOn'],
  [/^(有效期|有效期至|有效期到|有效期限|有效期止|到期日期|到期日|有效日期)$/, 'expiresOn'],
]
/** A row of headings stands within the first so many rows; above it are titles. */
const HEADING_WITHIN = 20
const TOTALS = /^(合计|总计|小计|共计|备注|说明|注[:：]?|填表人|制表人|审核人|阅卷人|监考)/
/** No cell of a person has more characters; what is beyond is not read. */
const LONGEST_CELL = 80

/** People and results out of a table whose columns are told by their headings. Never throws. */
export function readResultTable(table: readonly (readonly string[])[]): ResultSheet {
  const headingAt = table.slice(0, HEADING_WITHIN).findIndex(isHeading)
  if (headingAt < 0) return { entries: [], aside: [], columns: [] }
  const heading = table[headingAt] ?? []
  const columns = columnsOf(heading)
  const entries: ResultEntry[] = []
  const aside: { line: number; text: string }[] = []
  table.forEach((cells, index) => {
    if (index === headingAt || cells.every((cell) => cell.trim() === '')) return
    const line = index + 1
    const entry = index > headingAt && !isHeading(cells) ? entryOf(cells, columns, line) : null
    if (entry) entries.push(entry)
    else aside.push({ line, text: textOf(cells) })
  })
  return { entries, aside, columns: [...columns.values()].map((at) => (heading[at] ?? '').trim()) }
}

/** Reads what somebody pastes out of a sheet or a chat: a row a line, cells parted by tabs, commas or bars. */
export function readResultText(text: string): ResultSheet {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/)
  const isSheet = lines.some((line) => line.includes('\t'))
  return readResultTable(lines.map((line) => line.split(isSheet ? '\t' : /[,，|｜]/)))
}

function isHeading(cells: readonly string[]): boolean {
  const found = new Set(cells.map(fieldOf).filter((field) => field !== null))
  const tellsWho = (['name', 'idNumber', 'mobileNumber', 'place'] as const).some((field) => found.has(field))
  return found.size >= 2 && tellsWho
}

function columnsOf(cells: readonly string[]): Map<ResultField, number> {
  const columns = new Map<ResultField, number>()
  cells.forEach((cell, index) => {
    const field = fieldOf(cell)
    if (field && !columns.has(field)) columns.set(field, index)
  })
  return columns
}

function fieldOf(cell: string): ResultField | null {
  const bare = cell.normalize('NFKC').replace(/[\s*:]|[(（].*?[)）]|必填|选填/g, '')
  return LABELS.find(([pattern]) => pattern.test(bare))?.[1] ?? null
}

function entryOf(
  cells: readonly string[],
  columns: ReadonlyMap<ResultField, number>,
  line: number,
): ResultEntry | null {
  const cell = (field: ResultField) => cellText(cells[columns.get(field) ?? -1] ?? '')
  const read = Object.fromEntries(resultFields.map((field) => [field, cell(field)])) as Record<
    ResultField,
    string
  >
  const first = cells.find((each) => each.trim() !== '')?.trim() ?? ''
  const isSomebody = [read.name, read.idNumber, read.mobileNumber].some((text) => text !== '')
  if (TOTALS.test(first) || !(isSomebody || /^\d{1,4}$/.test(read.place))) return null
  return { ...read, line }
}

/** Sheets write an apostrophe before a number that is to stay text. */
function cellText(cell: string): string {
  if (cell === FORMULA_WITHOUT_VALUE) return cell
  return cell
    .replace(/^['‘’`]/, '')
    .trim()
    .slice(0, LONGEST_CELL)
}

function textOf(cells: readonly string[]): string {
  return cells
    .join(' ')
    .replaceAll(FORMULA_WITHOUT_VALUE, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_CELL)
}
