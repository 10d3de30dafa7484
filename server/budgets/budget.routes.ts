import * as v from 'valibot'
import {
  allotmentBody,
  availableFen,
  budgetLineView,
  budgetListView,
  carryOverBody,
  fundEntryLabels,
  fundEntryListView,
  type BudgetLineView,
  type FundEntryListView,
} from '#shared/budgets'
import { recordId } from '#shared/primitives'
import { command, query, type Route } from '../http/route'
import {
  allot,
  budgetLine,
  budgetLines,
  carryOver,
  fundEntriesOf,
  isOver,
  type BudgetLine,
  type FundEntry,
} from './budget.service'

const access = ['finance'] as const
const byId = v.strictObject({ id: recordId })
const guarded = () => true

function presentLine(line: BudgetLine, today: string): BudgetLineView {
  const { _id, source, year, county = null, plannedFen, committedFen, paidFen, revision } = line
  return {
    ...{ id: _id.toHexString(), source, year, county, plannedFen, committedFen, paidFen, revision },
    availableFen: availableFen(line),
    canCarryOver: isOver(line, today) && availableFen(line) > 0,
  }
}

function presentEntry(entry: FundEntry): FundEntryListView['items'][number] {
  const { _id, at, kind, amountFen, document, batchId } = entry
  return {
    ...{ id: _id.toHexString(), at: at.toISOString(), kind, label: fundEntryLabels[kind] },
    ...{ amountFen, document, batchId: batchId?.toHexString() ?? null },
  }
}

/** Where the money comes from, and what became of it. */
export const budgetRoutes: Route[] = [
  query({
    method: 'get',
    path: '/budgets',
    summary: 'The money by source and year: allotted, committed, paid, available',
    access,
    response: budgetListView,
    handler: async ({ actor, moment }) => ({
      body: { items: (await budgetLines(actor)).map((line) => presentLine(line, moment.today)) },
    }),
  }),
  query({
    method: 'get',
    path: '/budgets/:id/entries',
    summary: 'One page of what happened to the money of a line, newest first',
    access,
    params: byId,
    query: v.strictObject({ cursor: v.optional(recordId) }),
    response: fundEntryListView,
    handler: async ({ actor, moment, params, query: { cursor } }) => {
      const line = await budgetLine(actor, params.id)
      const { items, nextCursor } = await fundEntriesOf(line._id, cursor)
      return { body: { line: presentLine(line, moment.today), items: items.map(presentEntry), nextCursor } }
    },
  }),
  command({
    method: 'post',
    path: '/budgets/allotments',
    summary: 'Enter money that a document allots to a source for a year',
    access,
    body: allotmentBody,
    response: budgetLineView,
    problems: ['changed_meanwhile'],
    needsSecondFactor: guarded,
    handler: async (call) => ({
      status: 201,
      body: presentLine(await allot(call, call.body), call.moment.today),
    }),
  }),
  command({
    method: 'post',
    path: '/budgets/:id/carry-over',
    summary: 'Take what a past year has left over into the next one',
    access,
    params: byId,
    body: carryOverBody,
    response: budgetLineView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    needsSecondFactor: guarded,
    handler: async (call) => ({
      body: presentLine(await carryOver(call, call.params.id, call.body), call.moment.today),
    }),
  }),
]
