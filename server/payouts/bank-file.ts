import Papa from 'papaparse'
import writeXlsxFile from 'write-excel-file/node'
import { formatLedger } from '#shared/money'
import type { BankFileFormat } from '#shared/payouts'
import type { PayoutBatch } from './batch-lookup.service'

/** One transfer as the bank carries it out: name and number in full. */
export interface BankLine {
  paymentNo: string
  holder: string
  cardNumber: string
  bankName: string
  amountFen: number
  claimNos: readonly string[]
}

const HEADINGS = [
  '付款编号',
  '户名',
  '账号',
  '开户银行',
  '金额（元）',
  '回执号',
  '名单校验码',
  '结果',
  '银行流水号',
  '失败原因',
]
const WIDTHS = [24, 12, 24, 22, 14, 24, 16, 10, 24, 24]
const STEM = 12

/** The beginning of a list's fingerprint, as its files carry it in their names and rows. */
export function hashStemOf({ listHash }: PayoutBatch): string {
  return (listHash ?? '').slice(0, STEM)
}

/** What the file is called: which batch, and of which fingerprint. */
export function bankFileName(batch: PayoutBatch, format: BankFileFormat): string {
  return `打款名单_${batch.batchNo}_${hashStemOf(batch)}.${format}`
}

/**
 * The list as the bank takes it; the last three columns are for its answer. What a sheet programme would take for a formula
 * is kept as text: names come from outside.
 */
export async function bankFile(
  batch: PayoutBatch,
  lines: readonly BankLine[],
  format: BankFileFormat,
): Promise<Buffer> {
  const rows = lines.map((line) => rowOf(line, hashStemOf(batch)))
  return format === 'csv' ? csvOf(rows) : workbookOf(rows)
}

function rowOf(line: BankLine, hashStem: string): string[] {
  const { paymentNo, holder, cardNumber, bankName, amountFen, claimNos } = line
  const sum = formatLedger(amountFen).replaceAll(',', '')
  return [paymentNo, holder, cardNumber, bankName, sum, claimNos.join('、'), hashStem, '', '', '']
}

/** Long numbers get a tab in front: a sheet programme would round them. */
function csvOf(rows: readonly string[][]): Buffer {
  const data = rows.map((cells) => cells.map((cell) => (/^\d{12,}$/.test(cell) ? `\t${cell}` : cell)))
  const text = Papa.unparse(
    { fields: HEADINGS, data },
    { escapeFormulae: /^[=+\-@＝＋－＠\r]/, newline: '\r\n' },
  )
  return Buffer.from(`\uFEFF${text}\r\n`, 'utf8')
}

/** Every cell is text: a number of nineteen digits stays what it is. */
async function workbookOf(rows: readonly string[][]): Promise<Buffer> {
  const text = (value: string) => ({ value, type: String, format: '@' })
  const heading = HEADINGS.map((value) => ({ value, fontWeight: 'bold' as const }))
  const data = [heading, ...rows.map((cells) => cells.map(text))]
  return writeXlsxFile(data, { columns: WIDTHS.map((width) => ({ width })), sheet: '打款名单' }).toBuffer()
}
