import { useState } from 'react'
import { formatLedger } from '#shared/money'
import { payoutRules } from '#shared/payout-rules'
import type { BatchListView, BatchView, PayableListView } from '#shared/payouts'
import { ApiProblem } from '../../../api/api-problem'
import { payoutApi } from '../../../api/payout-endpoints'
import { useCommand, type Command } from '../../../hooks/use-command'
import type { Query } from '../../../hooks/use-query'
import { confirmed } from '../../../platform/confirm'
import { open } from '../../../routes'

export type Payable = PayableListView['items'][number]
type OpenBatch = BatchListView['items'][number]

/** The server takes no more in one batch. */
export const most = payoutRules.mostClaims

export interface NewBatch {
  /** Ticked and still payable, in the order of the list. */
  chosen: readonly Payable[]
  totalFen: number
  choose: (claimIds: readonly string[]) => void
  create: Command<[readonly Payable[]]>
  /** A list that nobody has frozen yet, to which the ticked ones can go; null when there is none. */
  openBatch: OpenBatch | null
  fill: Command<[readonly Payable[], OpenBatch]>
}

/** Putting together a batch: the officer sends the sum that was on the screen along with the claims. */
export function useNewBatch(payable: Query<PayableListView>, openBatch: OpenBatch | null): NewBatch {
  const [ids, setIds] = useState<readonly string[]>([])
  const chosen = (payable.data?.items ?? []).filter(
    (item) => ids.includes(item.claimId) && item.stops.length === 0,
  )
  const send = async (items: readonly Payable[], title: string, work: () => Promise<BatchView>) => {
    if (!(await confirmed({ title, content: contentOf(items), yes: '确认' }))) return
    try {
      const batch = await work()
      setIds([])
      void payable.reload()
      await open('batch', { id: batch.id })
    } catch (problem) {
      if (problem instanceof ApiProblem && !problem.isPassing) void payable.reload()
      throw problem
    }
  }
  const create = useCommand((key: string, items: readonly Payable[]) =>
    send(items, '组成一批？', () => payoutApi.create(key, chosenBody(items))),
  )
  const fill = useCommand((key: string, items: readonly Payable[], batch: OpenBatch) =>
    send(items, `加到${batch.batchNo}？`, () =>
      payoutApi.fill(key, batch.id, { ...chosenBody(items), revision: batch.revision }),
    ),
  )
  return { chosen, totalFen: sumOf(chosen), choose: setIds, create, openBatch, fill }
}

/** Integer fen. */
export function sumOf(items: readonly Payable[]): number {
  return items.reduce((sum, item) => sum + item.amountFen, 0)
}

function chosenBody(items: readonly Payable[]) {
  return { claimIds: items.map((item) => item.claimId), expectedTotalFen: sumOf(items) }
}

function contentOf(items: readonly Payable[]): string {
  return `${String(items.length)}笔，合计${formatLedger(sumOf(items))}元。名单定下来以前还能加减。`
}
