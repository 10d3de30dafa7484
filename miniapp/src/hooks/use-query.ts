import { useCallback, useEffect, useRef, useState } from 'react'
import { useDidShow } from '@tarojs/taro'
import { asProblem, type ApiProblem } from '../api/api-problem'
import { keep, readKept } from '../platform/storage'

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
 * Asks the server when the page appears (also when it comes back into view) and keeps the last answer for the
 * next first paint. An answer that has been overtaken by a later question is dropped.
 */
export function useQuery<T>(ask: () => Promise<T>, { cacheKey, enabled = true }: QueryOptions): Query<T> {
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
  }, [kept, enabled, reload])
  useReturn(reload)

  return { ...state, reload, replace }
}

/** Runs when the page comes back into view, not when it is shown for the first time. */
function useReturn(again: () => Promise<void>): void {
  const first = useRef(true)
  useDidShow(() => {
    if (!first.current) void again()
    first.current = false
  })
}
