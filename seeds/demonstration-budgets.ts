import { Types } from 'mongoose'
import { BudgetLines, FundEntries } from '../server/budgets/budget.model'

const source = '演示·职业技能提升专账'
const document = '演示·资金下达文件'
const plannedFen = 100_000_000

/**
 * Puts the demonstration's money into the store, allotted for this year; what is there stays as it is.
 * @param now programme time
 */
export async function seedBudgets(now: Date, year: number): Promise<void> {
  if (await BudgetLines.exists({ source, year })) return
  const lineId = new Types.ObjectId()
  const none = { committedFen: 0, paidFen: 0, revision: 0 }
  await BudgetLines.create({ _id: lineId, source, year, plannedFen, ...none })
  await FundEntries.create({ at: now, lineId, kind: 'allot', amountFen: plannedFen, document })
}
