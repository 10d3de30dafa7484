import { Types, type ClientSession } from 'mongoose'
import {
  afterEntry,
  availableFen,
  type AllotmentBody,
  type CarryOverBody,
  type FundEntryKind,
} from '#shared/budgets'
import { reaches, type County } from '#shared/counties'
import { formatYuan } from '#shared/money'
import { Problem } from '#shared/problem'
import { noteChange } from '../audit/change-list'
import type { Actor, Command } from '../context'
import { duplicateKeyOf } from '../mongo'
import { BudgetLines, FundEntries, type BudgetLine, type FundEntry } from './budget.model'

export type { BudgetLine, FundEntry } from './budget.model'

const PAGE = 30

/** Whose money is looked at: the city's finance sees all, a county's its own. */
type Viewer = Pick<Actor, 'county'>

/** The lines that this viewer reaches, the newest year first. */
export function budgetLines({ county }: Viewer): Promise<BudgetLine[]> {
  return BudgetLines.find(county ? { county } : {})
    .sort({ year: -1, source: 1 })
    .lean<BudgetLine[]>()
    .exec()
}

/** @throws Problem `not_found`, also for another county's */
export async function budgetLine(
  viewer: Viewer,
  id: Types.ObjectId | string,
  tx: ClientSession | null = null,
): Promise<BudgetLine> {
  const found = await BudgetLines.findById(id).session(tx).lean<BudgetLine>()
  if (!found || !reaches(viewer.county, found.county ?? null))
    throw new Problem('not_found', { detail: '没有这笔资金，请刷新' })
  return found
}

/** One page of what happened to the money of a line, newest first. */
export async function fundEntriesOf(
  lineId: Types.ObjectId,
  cursor: string | undefined,
): Promise<{ items: FundEntry[]; nextCursor: string | null }> {
  const found = await FundEntries.find({ lineId, ...(cursor === undefined ? {} : { _id: { $lt: cursor } }) })
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<FundEntry[]>()
  const items = found.slice(0, PAGE)
  return { items, nextCursor: found.length > PAGE ? (items.at(-1)?._id.toHexString() ?? null) : null }
}

/**
 * Enters what a document allots; more for the same source, year and county is added to its line. A county's finance enters
 * for its own county, the city's for any.
 */
export async function allot(command: Command, body: AllotmentBody): Promise<BudgetLine> {
  const { source, year, amountFen, document } = body
  const { county } = command.actor
  if (body.county !== null && !reaches(county, body.county)) throw new Problem('not_allowed')
  const line = await lineOf(command, { source, year, county: county ?? body.county })
  return enter(command, line, { kind: 'allot', amountFen, document, batchId: null })
}

/**
 * Takes what a past year has left over into the next one.
 * @throws Problem `not_in_this_state` while the year goes on, or when nothing is left
 */
export async function carryOver(command: Command, id: string, body: CarryOverBody): Promise<BudgetLine> {
  const { tx, moment } = command
  const line = await budgetLine(command.actor, id, tx)
  if (line.revision !== body.revision) throw new Problem('changed_meanwhile')
  const amountFen = availableFen(line)
  if (!isOver(line, moment.today) || amountFen <= 0)
    throw new Problem('not_in_this_state', { detail: '过了年、还有剩余，才能结转' })
  const entry = { amountFen, document: body.document, batchId: null }
  const emptied = await enter(command, line, { kind: 'carry_out', ...entry })
  await enter(
    command,
    await lineOf(command, { source: line.source, year: line.year + 1, county: line.county ?? null }),
    { kind: 'carry_in', ...entry },
  )
  return emptied
}

/** Whether the year of a line has passed. @param today programme date */
export function isOver({ year }: BudgetLine, today: string): boolean {
  return Number(today.slice(0, 4)) > year
}

/** What a list of payments does to its line. */
export interface ListEffect {
  kind: Extract<FundEntryKind, 'commit' | 'release' | 'pay'>
  amountFen: number
  batch: { _id: Types.ObjectId; batchNo: string }
}

/**
 * Commits, releases or pays the money of a list. Nothing for nothing: a list without failures releases no entry.
 * @throws Problem `conditions_not_met` when the line has not got so much
 */
export async function enterForList(
  command: Command,
  lineId: Types.ObjectId,
  { kind, amountFen, batch }: ListEffect,
): Promise<void> {
  if (amountFen === 0) return
  const line = await budgetLine(command.actor, lineId, command.tx)
  await enter(command, line, { kind, amountFen, document: batch.batchNo, batchId: batch._id })
}

async function lineOf(
  { tx }: Command,
  { source, year, county }: Pick<BudgetLine, 'source' | 'year'> & { county: County | null },
): Promise<BudgetLine> {
  const found = await BudgetLines.findOne({ source, year, county }).session(tx).lean<BudgetLine>()
  if (found) return found
  const line: BudgetLine = {
    ...{ _id: new Types.ObjectId(), source, year, county },
    ...{ plannedFen: 0, committedFen: 0, paidFen: 0, revision: 0 },
  }
  await BudgetLines.create([line], { session: tx }).catch((error: unknown) => {
    if (duplicateKeyOf(error)) throw new Problem('changed_meanwhile')
    throw error
  })
  return line
}

/** The one way in which the sums of a line change: with an entry, and never to less than nothing. */
async function enter(
  { tx, moment, actor }: Command,
  line: BudgetLine,
  entry: Pick<FundEntry, 'kind' | 'amountFen' | 'document' | 'batchId'>,
): Promise<BudgetLine> {
  const sums = afterEntry(line, entry.kind, entry.amountFen)
  if (availableFen(sums) < 0)
    throw new Problem('conditions_not_met', {
      detail: `${line.source}${String(line.year)}年只剩${formatYuan(availableFen(line))}可用，不够。请先登记下达，或减少名单`,
    })
  const { plannedFen, committedFen, paidFen } = sums
  const changed = await BudgetLines.findOneAndUpdate(
    { _id: line._id, revision: line.revision },
    { $set: { plannedFen, committedFen, paidFen }, $inc: { revision: 1 } },
    { session: tx, returnDocument: 'after' },
  ).lean<BudgetLine>()
  if (!changed) throw new Problem('changed_meanwhile')
  noteChange(tx, { of: 'budget_lines', record: changed })
  const written: FundEntry = {
    ...{ _id: new Types.ObjectId(), at: moment.programmeNow },
    ...{ lineId: line._id, actorId: actor.personId, ...entry },
  }
  await FundEntries.create([written], { session: tx })
  const stored = await FundEntries.findById(written._id).session(tx).lean<FundEntry>()
  if (!stored) throw new Error('The store acknowledged an entry without returning it')
  noteChange(tx, { of: 'fund_entries', record: stored })
  return changed
}
