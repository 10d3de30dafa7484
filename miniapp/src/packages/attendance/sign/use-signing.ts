import { useCallback, useEffect, useRef, useState } from 'react'
import type { SignedView } from '#shared/attendance'
import { asProblem, type ApiProblem } from '../../../api/api-problem'
import { attendanceApi } from '../../../api/attendance-endpoints'
import { useCommand } from '../../../hooks/use-command'
import { useNetworkReturns } from '../../../platform/network'
import { phonePlace } from '../../../platform/place'
import { dropCode, keepCode, waitingCodes } from './waiting-codes'

/** What came of a code. */
export type Outcome =
  | { kind: 'signed'; of: SignedView }
  | { kind: 'kept'; isKept: boolean }
  | { kind: 'refused'; problem: ApiProblem }

/**
 * Signing with a code: at once where there is a network, else kept on the phone and handed in when it is back.
 * @param tellsPlace whether the person wants the distance to the class to go with it
 */
export function useSigning(tellsPlace: boolean) {
  const [outcomes, setOutcomes] = useState<Outcome[]>([])
  const [waiting, setWaiting] = useState(() => waitingCodes().length)
  const add = useCallback((outcome: Outcome) => setOutcomes((before) => [outcome, ...before]), [])
  const sign = useCommand(async (key: string, code: string) => {
    const scannedAt = new Date().toISOString()
    const place = tellsPlace ? await phonePlace() : null
    try {
      add({ kind: 'signed', of: await attendanceApi.sign(key, { code, ...(place && { place }) }) })
    } catch (reason) {
      const problem = asProblem(reason)
      if (!problem.isPassing) return add({ kind: 'refused', problem })
      add({ kind: 'kept', isKept: keepCode({ key, code, scannedAt, ...(place && { place }) }) })
      setWaiting(waitingCodes().length)
    }
  })
  const handIn = useHandIn(add, setWaiting)
  return { outcomes, waiting, sign, handIn }
}

/** Hands in what waits, one after the other, when the page opens and when the network comes back. */
function useHandIn(add: (outcome: Outcome) => void, setWaiting: (count: number) => void) {
  const running = useRef(false)
  const returns = useNetworkReturns()
  const run = useCallback(async () => {
    if (running.current) return
    running.current = true
    for (const { key, ...kept } of waitingCodes()) {
      try {
        add({ kind: 'signed', of: await attendanceApi.sign(`${key}-later`, kept) })
        dropCode(key)
      } catch (reason) {
        const problem = asProblem(reason)
        if (problem.isPassing) break
        dropCode(key)
        add({ kind: 'refused', problem })
      }
    }
    running.current = false
    setWaiting(waitingCodes().length)
  }, [add, setWaiting])
  useEffect(() => void run(), [run, returns])
  return run
}
