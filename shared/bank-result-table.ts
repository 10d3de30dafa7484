import { parseYuan } from './money'
import { paymentFailureCodes, paymentFailures, type BankResult, type PaymentFailure } from './payouts'

/** A payment that the bank's file may speak of. */
export interface ListedPayment {
  id: string
  paymentNo: string
  amountFen: number
  outcome: 'pending' | 'paid' | 'failed' | 'void'
}

/** What a sheet of the bank says: results for the list, or what is wrong with its rows (from 1). */
export interface BankResultReading {
  results: BankResult[]
  errors: { line: number; text: string }[]
}

type Field = 'paymentNo' | 'amount' | 'outcome' | 'reference' | 'reason' | 'listHash'

/** What columns are called, in our own file and in what banks make of it. */
const LABELS: readonly (readonly [RegExp, Field])[] = [
  [/^(付款编号|业务编号|商户流水号|客户流水号|企业流水号)$/, 'paymentNo'],
  [/^(金额|付款金额|交易金额|代发金额)$/, 'amount'],
  [/^(结果|付款结果|交易结果|交易状态|处理状态|处理结果|状态)$/, 'outcome'],
  [/^(银行流水号|流水号|交易流水号|银行流水)$/, 'reference'],
  [/^(失败原因|原因|退汇原因|备注)$/, 'reason'],
  [/^(名单校验码|校验码)$/, 'listHash'],
]
const HEADING_WITHIN = 20
const PAID = /^(成功|到账|已到账|交易成功|处理成功|付款成功|已入账)$/
const FAILED = /^(失败|没打成|交易失败|处理失败|付款失败|退汇|退回|已退汇)$/
const TOTALS = /^(合计|总计|小计|共计)/

/** What banks write about a failure, by what it means here. The first that fits counts. */
const REASONS: readonly (readonly [RegExp, PaymentFailure])[] = [
  [/户名|姓名|名称不符|账户名/, 'name_mismatch'],
  [/未激活|没有激活|金融功能|未开通/, 'account_not_activated'],
  [/注销|销户|已关闭|停用/, 'account_closed'],
  [/不存在|卡号错|账号错|无此账|账户有误|卡号有误/, 'account_not_found'],
]

/**
 * Reads the bank's answer to one list. Rows are found by the number that the list gave them; a row that the list does not
 * know, names twice, or sums differently is an error, and so is a fingerprint of another list. Pure; never throws.
 * @param list the payments of the batch, and the beginning of its fingerprint as its file carries it
 */
export function readBankResults(
  table: readonly (readonly string[])[],
  list: { payments: readonly ListedPayment[]; hashStem: string },
): BankResultReading {
  const headingAt = table.slice(0, HEADING_WITHIN).findIndex((cells) => fieldsOf(cells).has('paymentNo'))
  const columns = fieldsOf(table[headingAt] ?? [])
  if (headingAt < 0 || !columns.has('outcome'))
    return {
      results: [],
      errors: [{ line: 1, text: '没找到“付款编号”和“结果”这两列，请用导出的名单填好再传' }],
    }
  const known = new Map(list.payments.map((payment) => [payment.paymentNo, payment]))
  const seen = new Set<string>()
  const reading: BankResultReading = { results: [], errors: [] }
  table.slice(headingAt + 1).forEach((cells, index) => {
    const line = headingAt + index + 2
    const first = cells.find((cell) => cell.trim() !== '')
    if (first === undefined || TOTALS.test(first.trim())) return
    const cell = (field: Field) => clean(cells[columns.get(field) ?? -1] ?? '')
    const found = rowOf(cell, { known, seen, hashStem: list.hashStem })
    if (typeof found === 'string') reading.errors.push({ line, text: found })
    else if (found) reading.results.push(found)
  })
  if (reading.results.length === 0 && reading.errors.length === 0)
    reading.errors.push({ line: headingAt + 1, text: '文件里没有结果，请看看“结果”这一列填了没有' })
  return reading
}

interface Known {
  known: ReadonlyMap<string, ListedPayment>
  seen: Set<string>
  hashStem: string
}

/** A result, what is wrong with the row, or null for a row about which the bank has said nothing yet. */
function rowOf(cell: (field: Field) => string, { known, seen, hashStem }: Known): BankResult | string | null {
  const paymentNo = cell('paymentNo')
  const payment = known.get(paymentNo)
  if (paymentNo === '') return '没有付款编号'
  if (!payment) return `这一批里没有付款编号${paymentNo}`
  if (seen.has(paymentNo)) return `付款编号${paymentNo}前面已经有了`
  seen.add(paymentNo)
  const wrong = mismatch(cell, payment, hashStem)
  if (wrong !== null) return wrong
  const outcome = cell('outcome')
  if (outcome === '') return null
  if (payment.outcome !== 'pending') return `付款编号${paymentNo}已经登记过结果`
  return resultOf(cell, outcome, payment.id)
}

function mismatch(
  cell: (field: Field) => string,
  { amountFen }: ListedPayment,
  hashStem: string,
): string | null {
  const amount = cell('amount')
  const stem = cell('listHash')
  if (stem !== '' && stem !== hashStem) return '校验码是另一份名单的，这个文件不能用'
  return amount === '' || parseYuan(amount.replace(/[￥¥]/, '')) === amountFen
    ? null
    : `金额${amount}和名单上的不一样`
}

function resultOf(cell: (field: Field) => string, outcome: string, paymentId: string): BankResult | string {
  if (PAID.test(outcome)) {
    const bankReference = cell('reference')
    if (bankReference.length > 40) return '银行流水号太长'
    return bankReference === '' ? '到账了，但没有银行流水号' : { outcome: 'paid', paymentId, bankReference }
  }
  if (!FAILED.test(outcome)) return `看不懂结果“${outcome.slice(0, 20)}”，请写“成功”或“失败”`
  const failureCode = failureOf(cell('reason'))
  if (failureCode) return { outcome: 'failed', paymentId, failureCode }
  return `没有看懂失败原因，请写成其中一个：${Object.values(paymentFailures).join('、')}`
}

function failureOf(reason: string): PaymentFailure | null {
  const exact = paymentFailureCodes.find((code) => paymentFailures[code] === reason)
  return exact ?? REASONS.find(([pattern]) => pattern.test(reason))?.[1] ?? null
}

function fieldsOf(cells: readonly string[]): Map<Field, number> {
  const fields = new Map<Field, number>()
  cells.forEach((cell, index) => {
    const bare = clean(cell).replace(/[\s*:：]|[(（].*?[)）]/g, '')
    const field = LABELS.find(([pattern]) => pattern.test(bare))?.[1]
    if (field !== undefined && !fields.has(field)) fields.set(field, index)
  })
  return fields
}

/** Sheets write an apostrophe before a number that is to stay text. */
function clean(cell: string): string {
  return cell
    .normalize('NFKC')
    .replace(/^['‘’`]/, '')
    .trim()
}
