import { useEffect, useState } from 'react'
import { api } from '../../api/endpoints'
import { useQuery } from '../../hooks/use-query'

/** What the authenticators of the invented staff show, and for how many seconds more. */
export interface DemoCodes {
  secondsLeft: number
  codeOf: (personKey: string) => string | null
}

const SECOND_MS = 1_000

/** Counts the half minute down and then looks again; null while there is nothing true to show. */
export function useDemoCodes(): DemoCodes | null {
  const { data, problem, loading, reload } = useQuery(() => api.demoOneTimeCodes(), { cacheKey: null })
  const [passed, setPassed] = useState(0)

  useEffect(() => {
    setPassed(0)
    const ticking = setInterval(() => setPassed((before) => before + 1), SECOND_MS)
    return () => clearInterval(ticking)
  }, [data])

  const secondsLeft = data === null ? 0 : Math.max(0, data.secondsLeft - passed)
  const isOver = data !== null && secondsLeft === 0 && !loading
  useEffect(() => {
    if (isOver) void reload()
  }, [isOver, reload])

  if (data === null || problem !== null || secondsLeft === 0) return null
  return {
    secondsLeft,
    codeOf: (personKey) => data.codes.find((each) => each.personKey === personKey)?.code ?? null,
  }
}
