import { useCallback, useRef, useState } from 'react'
import { asProblem, type ApiProblem } from '../api/api-problem'
import { newKey } from '../platform/random'

export interface Command<A extends readonly unknown[]> {
  /** Runs the command unless it is running already: a double tap does nothing twice. Never rejects. */
  run: (...args: A) => Promise<void>
  busy: boolean
  /** Why the last run did not succeed; gone when the next one starts. */
  problem: ApiProblem | null
  clear: () => void
}

/**
 * One thing that a person does on purpose. The key by which the server recognises a repetition is made at the first
 * tap and kept until the outcome is known, so that tapping again after a lost answer does the work once.
 * @param work receives the key, then what `run` was given
 */
export function useCommand<A extends readonly unknown[]>(
  work: (key: string, ...args: A) => Promise<void>,
): Command<A> {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const running = useRef(false)
  const open = useRef<{ key: string; of: string } | null>(null)
  const latest = useRef(work)
  latest.current = work

  const run = useCallback(async (...args: A) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setProblem(null)
    const of = JSON.stringify(args)
    // Other content is another command: it must not go out under the old key.
    if (open.current?.of !== of) open.current = { key: newKey(), of }
    try {
      await latest.current(open.current.key, ...args)
      open.current = null
    } catch (reason) {
      const found = asProblem(reason)
      if (!found.isOutcomeUnknown) open.current = null
      setProblem(found)
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])
  const clear = useCallback(() => setProblem(null), [])

  return { run, busy, problem, clear }
}
