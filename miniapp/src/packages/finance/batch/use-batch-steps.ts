import { formatLedger } from '#shared/money'
import type { BatchEventBody, BatchView, PaymentView } from '#shared/payouts'
import { ApiProblem } from '../../../api/api-problem'
import { payoutApi } from '../../../api/payout-endpoints'
import { useCommand, type Command } from '../../../hooks/use-command'
import type { Query } from '../../../hooks/use-query'
import { confirmed } from '../../../platform/confirm'
import { toast } from '../../../platform/toast'

type Line = PaymentView['lines'][number]
/** A step without the revision, which comes from the screen. */
type Step = BatchEventBody extends infer Body
  ? Body extends { event: string; revision: number }
    ? Omit<Body, 'revision'>
    : never
  : never

export interface BatchSteps {
  take: Command<[BatchView, Step]>
  takeOut: Command<[BatchView, Line]>
  /** Looks whether a colleague has done something meanwhile. */
  look: Command<[]>
}

/** The steps of a batch: each is asked about once, and shows the batch as it is then. */
export function useBatchSteps(batchId: string, query: Query<BatchView>): BatchSteps {
  const done = async (work: () => Promise<BatchView>, said: string) => {
    try {
      query.replace(await work())
    } catch (problem) {
      if (problem instanceof ApiProblem && !problem.isPassing) void query.reload()
      throw problem
    }
    toast(said, 'success')
  }
  const take = useCommand(async (key: string, batch: BatchView, step: Step) => {
    const question = questionOf(batch, step)
    if (question !== null && !(await confirmed(question))) return
    const body = { ...step, revision: batch.revision } as BatchEventBody
    await done(() => payoutApi.takeEvent(key, batchId, body), said[step.event])
  })
  const takeOut = useCommand(async (key: string, batch: BatchView, line: Line) => {
    const content = `回执${line.claimNo}，${formatLedger(line.amountFen)}元。它回到“待打款”，位置不变。`
    if (!(await confirmed({ title: '拿下名单？', content, yes: '拿下' }))) return
    const body = { claimId: line.claimId, revision: batch.revision }
    await done(() => payoutApi.takeOut(key, batchId, body), '拿下来了')
  })
  const look = useCommand(() => query.reload())
  return { take, takeOut, look }
}

const said: Record<Step['event'], string> = {
  freeze: '名单定了',
  approve: '核准了',
  export: '可以下载了',
  close: '对上了',
  void: '作废了',
}

/** What is asked before a step; null where a sheet of its own has asked. */
function questionOf(batch: BatchView, { event }: Step) {
  const sum = `${String(batch.count)}人，合计${formatLedger(batch.totalFen)}元`
  switch (event) {
    case 'freeze':
      return {
        title: '名单定下来？',
        content: `${sum}。定了就不能再加减，由另一位财政人员核准。`,
        yes: '定下来',
      }
    case 'approve':
      return {
        title: '核准这份名单？',
        content: `${sum}，校验码${(batch.listHash ?? '').slice(0, 12)}。核准后就能导出给银行。`,
        yes: '核准',
      }
    case 'export':
      return { title: '导出给银行？', content: `${sum}。导出后这一批不能再作废。`, yes: '导出' }
    case 'close':
    case 'void':
      return null
  }
}
