import { useState } from 'react'
import { formatLedger } from '#shared/money'
import type { PayableListView } from '#shared/payouts'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { useCommand, type Command } from '../../../hooks/use-command'
import type { Query } from '../../../hooks/use-query'
import { confirmed } from '../../../platform/confirm'
import { open } from '../../../routes'

export type Payable = PayableListView['items'][number]

/** The server takes no more in one batch. */
export const most = 500

export interface NewBatch {
  /** Ticked and still payable, in the order of the list. */
  chosen: readonly Payable[]
  totalFen: number
  choose: (claimIds: readonly string[]) => void
  create: Command<[readonly Payable[]]>
}

/** Putting together a batch: the officer sends the sum that was on the screen along with the claims. */
export function useNewBatch(payable: Query<PayableListView>): NewBatch {
  const [ids, setIds] = useState<readonly string[]>([])
  const chosen = (payable.data?.items ?? []).filter((item) => ids.includes(item.claimId))
  const create = useCommand(async (key: string, items: readonly Payable[]) => {
    const totalFen = sumOf(items)
    if (!(await confirmed(question(items.length, totalFen)))) return
    try {
      const claimIds = items.map((item) => item.claimId)
      const batch = await api.createBatch(key, { claimIds, expectedTotalFen: totalFen })
      setIds([])
      await open('batch', { id: batch.id })
    } catch (problem) {
      if (problem instanceof ApiProblem && !problem.isPassing) void payable.reload()
      throw problem
    }
  })
  return { chosen, totalFen: sumOf(chosen), choose: setIds, create }
}

/** Integer fen. */
export function sumOf(items: readonly Payable[]): number {
  return items.reduce((sum, item) => sum + item.amountFen, 0)
}

function question(count: number, totalFen: number) {
  return {
    title: '组成一批？',
    content: `${String(count)}笔，合计${formatLedger(totalFen)}元。组成后名单不能再改，按它交给银行打款。`,
    yes: '组成',
  }
}
