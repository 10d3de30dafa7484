import * as v from 'valibot'
import { canonicalName, mobileNumber as mobileSchema, personName } from '#shared/identity'
import { identityNumber } from '#shared/identity-documents'
import { upgradedResidentId } from '#shared/roster-numbers'
import { FORMULA_WITHOUT_VALUE } from '#shared/roster-table'
import type {
  FindTrade,
  RosterEntry,
  RosterField,
  RosterProblem,
  RosterProblemCode,
  RosterRow,
} from '#shared/roster-types'

/** Longer than any name or number: kept to this many characters, so that a row stays a row. */
const LONGEST = 60
const FIELD_NAMES: Record<RosterField, string> = {
  name: '姓名',
  idNumber: '证件号码',
  mobileNumber: '手机号',
  trade: '工种',
}

/** Looks at entries and makes one row of each person, in the order of the roster. */
export function rowsOf(entries: readonly RosterEntry[], findTrade: FindTrade): RosterRow[] {
  const people = new Map<string, RosterRow[]>()
  for (const entry of entries) {
    const row = checked(entry, findTrade)
    const key = rosterKey(row)
    const known = people.get(key)
    if (known) known.push(row)
    else people.set(key, [row])
  }
  return [...people.values()].map(merged)
}

/**
 * What tells one person of a roster from another: the number, where it is one. Without it, all that was written, so that
 * a faulty row pasted twice is still one.
 */
export function rosterKey({ name, idNumber, mobileNumber, trade, problems }: RosterRow): string {
  const hasNumber = problems.every(({ field, code }) => field !== 'idNumber' || code === 'differs')
  return hasNumber ? idNumber : JSON.stringify([name, idNumber, mobileNumber, trade])
}

/** Looks at one entry by itself. */
export function checked(entry: RosterEntry, findTrade: FindTrade): RosterRow {
  const name = field('name', entry.name, personName)
  const number = numberOf(entry.idNumber)
  const mobile =
    entry.mobileNumber === '' ? { value: '' } : field('mobileNumber', entry.mobileNumber, mobileSchema)
  const trade = entry.trade === FORMULA_WITHOUT_VALUE ? '' : shortened(entry.trade)
  return {
    lines: [entry.line],
    name: name.value,
    idNumber: number.value,
    mobileNumber: mobile.value,
    trade,
    tradeSeq: trade === '' ? null : findTrade(trade),
    problems: [name, number, mobile].flatMap(({ problem }) => (problem ? [problem] : [])),
  }
}

interface Looked {
  value: string
  problem?: RosterProblem
}

function field(
  name: 'name' | 'idNumber' | 'mobileNumber',
  typed: string,
  schema: v.GenericSchema<string, string>,
): Looked {
  if (typed === FORMULA_WITHOUT_VALUE) {
    const detail = `${FIELD_NAMES[name]}这一格是公式，没有算出来的值。请在表格里改成文字再传`
    return { value: '', problem: problem(name, 'formula', detail) }
  }
  const result = v.safeParse(schema, typed, { abortPipeEarly: true })
  if (result.success) return { value: result.output }
  const isMissing = typed.trim() === ''
  const detail = isMissing ? `没有${FIELD_NAMES[name]}，请补上` : (result.issues[0].message ?? '')
  return {
    value: shortened(name === 'name' ? canonicalName(typed) : typed),
    problem: problem(name, isMissing ? 'missing' : 'wrong', detail),
  }
}

function numberOf(typed: string): Looked {
  const bare = typed.normalize('NFKC').replace(/[\s-]/g, '').replace(/\*$/, 'X').toUpperCase()
  if (/^\d(\.\d+)?E\+?\d+$/.test(bare)) {
    const detail = '表格把号码变成了科学计数。请把这一列设成“文本”，重新填号码'
    return { value: shortened(bare), problem: problem('idNumber', 'number_of_table', detail) }
  }
  const looked = field('idNumber', typed === FORMULA_WITHOUT_VALUE ? typed : bare, identityNumber)
  if (!looked.problem) return looked
  const upgraded = upgradedResidentId(bare)
  if (upgraded !== null) return { value: upgraded }
  if (looked.problem.code === 'wrong' && /^\d{15}000$/.test(bare)) {
    const detail = '表格把号码最后三位变成了000。请把这一列设成“文本”，对照证件重新填'
    return { value: bare, problem: problem('idNumber', 'number_of_table', detail) }
  }
  return looked
}

/** All entries of one person as one row; where they differ, somebody has to say which is right. */
function merged(rows: readonly RosterRow[]): RosterRow {
  const [first] = rows
  if (!first) throw new Error('A person of a roster stands in no line')
  if (rows.length === 1) return first
  const lines = [...new Set(rows.flatMap((row) => row.lines))].sort((one, other) => one - other)
  const name = one(rows, 'name')
  const mobile = one(rows, 'mobileNumber')
  const trade = one(rows, 'trade')
  const known = [
    ...rows.flatMap((row) => row.problems),
    ...[name, mobile, trade].flatMap((each) => each.problems),
  ]
  const problems = [
    ...new Map(known.map((each) => [`${each.field} ${each.code} ${each.detail}`, each])).values(),
  ]
  return {
    lines,
    name: name.value,
    idNumber: first.idNumber,
    mobileNumber: mobile.value,
    trade: trade.value,
    tradeSeq: rows.find((row) => row.trade === trade.value)?.tradeSeq ?? null,
    problems: problems.sort((one_, other) => (problemKey(one_) < problemKey(other) ? -1 : 1)),
  }
}

/** What the entries say of one field. Left out is no difference; the order of the roster makes none, either. */
function one(
  rows: readonly RosterRow[],
  of: 'name' | 'mobileNumber' | 'trade',
): { value: string; problems: RosterProblem[] } {
  const values = [...new Set(rows.map((row) => row[of]))].filter((value) => value !== '').sort()
  if (values.length <= 1) return { value: values[0] ?? '', problems: [] }
  const which = of === 'mobileNumber' ? '' : `：${values.join('、')}`
  const detail = `同一个证件号码写了${values.length}个${FIELD_NAMES[of]}${which}。请留下对的那个`
  return { value: values[0] ?? '', problems: [problem(of, 'differs', detail)] }
}

function problem(field: RosterField, code: RosterProblemCode, detail: string): RosterProblem {
  return { field, code, detail }
}

function problemKey({ field, code, detail }: RosterProblem): string {
  return `${field} ${code} ${detail}`
}

function shortened(text: string): string {
  return [...text.trim()].slice(0, LONGEST).join('')
}
