import { useState } from 'react'
import { formatLedger } from '#shared/money'
import type { BankResultsBody, BatchView } from '#shared/payouts'
import { ApiProblem } from '../../api/api-problem'
import { payoutApi } from '../../api/payout-endpoints'
import { useCommand, type Command } from '../../hooks/use-command'
import type { Query } from '../../hooks/use-query'
import { confirmed } from '../../platform/confirm'
import { forget, keep, readKept } from '../../platform/storage'
import { nothingEntered, tallyOf, type EnteredResult, type EnteredResults } from './bank-results'
import { toast } from '../../platform/toast'

export interface BankResults {
  entered: EnteredResults
  enter: (paymentId: string, change: Partial<EnteredResult>) => void
  /** Takes a line back: nothing is said about it. */
  clear: (paymentId: string) => void
  save: Command<[BatchView, BankResultsBody['results']]>
  /** What the server found wrong, by payment. */
  errors: Readonly<Record<string, string>>
}

/** The bank's answers to one batch. What was entered stays on the phone until it is recorded. */
export function useBankResults(batchId: string, query: Query<BatchView>): BankResults {
  const place = `draft:batch-${batchId}`
  const [entered, setEntered] = useState<EnteredResults>(() => readKept(place) ?? {})
  const [errors, setErrors] = useState<Record<string, string>>({})

  const put = (change: (before: EnteredResults) => EnteredResults) => {
    setEntered((before) => {
      const next = change(before)
      keep(place, next)
      return next
    })
  }
  const save = useCommand(async (key: string, batch: BatchView, results: BankResultsBody['results']) => {
    if (!(await confirmed(saveQuestion(batch, results)))) return
    setErrors({})
    try {
      query.replace(await payoutApi.saveResults(key, batchId, { revision: batch.revision, results }))
    } catch (problem) {
      if (problem instanceof ApiProblem) setErrors(errorsByPayment(problem, results))
      if (problem instanceof ApiProblem && !problem.isPassing) void query.reload()
      throw problem
    }
    setEntered({})
    forget(place)
    toast(`登记了${String(results.length)}笔`, 'success')
  })

  return {
    entered,
    enter: (id, change) =>
      put((before) => ({ ...before, [id]: { ...nothingEntered, ...before[id], ...change } })),
    clear: (id) =>
      put((before) => Object.fromEntries(Object.entries(before).filter(([each]) => each !== id))),
    save,
    errors,
  }
}

/** What is asked before results are recorded. */
export function saveQuestion(batch: BatchView, results: BankResultsBody['results']) {
  const { paid, failed } = tallyOf(batch, results)
  const parts = [
    paid.count > 0 ? `到账${String(paid.count)}笔，${formatLedger(paid.fen)}元` : '',
    failed.count > 0 ? `失败${String(failed.count)}笔，${formatLedger(failed.fen)}元` : '',
  ].filter((part) => part !== '')
  return {
    title: `登记${String(results.length)}笔结果？`,
    content: `${parts.join('；')}。登记后不能改，工人马上收到消息。`,
    yes: '登记',
  }
}

/** `/results/3/bankReference` is the fourth line that was sent. */
function errorsByPayment(problem: ApiProblem, results: BankResultsBody['results']): Record<string, string> {
  const found = problem.errors.flatMap(({ pointer, detail }) => {
    const result = results[Number(/^\/results\/(\d+)/.exec(pointer)?.[1] ?? NaN)]
    return result ? [[result.paymentId, detail]] : []
  })
  return Object.fromEntries(found) as Record<string, string>
}
