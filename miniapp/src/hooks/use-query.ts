import { useCallback, useEffect, useRef, useState } from 'react'
import { useDidShow } from '@tarojs/taro'
import { asProblem, type ApiProblem } from '../api/api-problem'
import { useNetworkReturns } from '../platform/network'
import { keep, readKept } from '../platform/storage'
import { useSession } from './use-session'
import { useShown } from './use-shown'

export interface Query<T> {
  /** The newest answer; at first the one kept on the phone, so that there is something to see at once. */
  data: T | null
  /** Why the last attempt gave nothing; data of an earlier one stays. */
  problem: ApiProblem | null
  loading: boolean
  /** Asks again; the promise never rejects. */
  reload: () => Promise<void>
  /** Puts an answer in place that a command has just given. */
  replace: (data: T) => void
}

export interface QueryOptions {
  /** Where the last answer is kept on the phone; null = kept nowhere. Part of it must say what was asked. */
  cacheKey: string | null
  /** False = do not ask yet. */
  enabled?: boolean
}

/**
 * Asks the server when the page appears (also when it comes back into view, or the network to a page that failed) and
 * keeps the last answer for the next first paint. An answer that has been overtaken by a later question is dropped.
 */
export function useQuery<T>(ask: () => Promise<T>, { cacheKey, enabled = true }: QueryOptions): Query<T> {
  const person = usePersonNumber()
  const kept = useCallback(() => (cacheKey === null ? null : readKept<T>(`answer:${cacheKey}`)), [cacheKey])
  const [state, setState] = useState(() => ({
    data: kept(),
    problem: null as ApiProblem | null,
    loading: enabled,
  }))
  const turn = useRef(0)
  const question = useRef(ask)
  question.current = ask

  const replace = useCallback(
    (data: T) => {
      if (cacheKey !== null) keep(`answer:${cacheKey}`, data)
      turn.current += 1
      setState({ data, problem: null, loading: false })
    },
    [cacheKey],
  )
  const reload = useCallback(async () => {
    if (!enabled) return
    turn.current += 1
    const mine = turn.current
    setState((before) => ({ ...before, loading: true }))
    try {
      const data = await question.current()
      if (mine === turn.current) replace(data)
    } catch (reason) {
      const problem = asProblem(reason)
      if (mine === turn.current) setState((before) => ({ ...before, problem, loading: false }))
    }
  }, [enabled, replace])

  useEffect(() => {
    setState({ data: kept(), problem: null, loading: enabled })
    void reload()
    return () => {
      turn.current += 1
    }
    // Another person's phone from now on: what was shown is not theirs, and what the phone kept was forgotten.
  }, [kept, enabled, reload, person])
  useReturn(reload)
  useAfterNetworkReturn(state, reload)

  return { ...state, reload, replace }
}

/**
 * Counts how often one signed-in person was followed by another while the page was open. Signing in, out, and in again as
 * the same person does not count: pages show the same to them.
 */
function usePersonNumber(): number {
  const id = useSession()?.id ?? null
  const seen = useRef({ id, number: 0 })
  if (id !== null && id !== seen.current.id)
    seen.current = { id, number: seen.current.number + (seen.current.id === null ? 0 : 1) }
  return seen.current.number
}

/** Runs when the page comes back into view, not when it is shown for the first time. */
function useReturn(again: () => Promise<void>): void {
  const first = useRef(true)
  useDidShow(() => {
    if (!first.current) void again()
    first.current = false
  })
}

/**
 * Runs once after the network has come back, where the last attempt failed for a reason that passes. An attempt that is
 * still on its way is waited for. What shows a fresh answer is left alone, and pages below this one ask when they are
 * seen again: a phone that finds its network does not ask for everything at once.
 */
export function useAfterNetworkReturn(
  { problem, loading }: Pick<Query<unknown>, 'problem' | 'loading'>,
  again: () => Promise<void>,
): void {
  const returns = useNetworkReturns()
  const settled = useRef(0)
  const shown = useShown()
  useEffect(() => {
    if (returns === settled.current || loading) return
    settled.current = returns
    if (shown && problem?.isPassing) void again()
  }, [returns, loading, problem, shown, again])
}
