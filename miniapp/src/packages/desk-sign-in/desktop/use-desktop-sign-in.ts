import { useEffect, useState } from 'react'
import type { DesktopSignInState, NewDesktopSignInView } from '#shared/desktop-sign-in'
import type { SessionView } from '#shared/session'
import { asProblem, type ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { useCommand } from '../../../hooks/use-command'
import { useShown } from '../../../hooks/use-shown'
import { thisDevice } from '../../../platform/device'

const LOOK_EVERY_MS = 2_000
const SECOND_MS = 1_000

/** A desktop's request to be let in, as it stands. */
export interface DesktopSignIn {
  request: NewDesktopSignInView | null
  state: DesktopSignInState
  secondsLeft: number
  asking: boolean
  /** Why nothing is heard just now; it is asked again by itself once there is a request. */
  problem: ApiProblem | null
  /** Asks for another code. */
  renew: () => void
}

/** Asks for a code and looks how it stands while the page is seen. @param onSession gets the sign-in, once */
export function useDesktopSignIn(onSession: (session: SessionView) => void): DesktopSignIn {
  const [request, setRequest] = useState<NewDesktopSignInView | null>(null)
  const [state, setState] = useState<DesktopSignInState>('waiting')
  const [unheard, setUnheard] = useState<ApiProblem | null>(null)
  const [secondsLeft, setSecondsLeft] = useState(0)
  const shown = useShown()
  const begin = useCommand(async () => {
    const made = await api.beginDesktopSignIn(await thisDevice())
    setState('waiting')
    setSecondsLeft(made.secondsLeft)
    setRequest(made)
  })
  const { run } = begin
  useEffect(() => void run(), [run])

  const isLive = request !== null && (state === 'waiting' || state === 'opened')
  useEffect(() => {
    if (!isLive) return
    const end = performance.now() + request.secondsLeft * SECOND_MS
    const ticking = setInterval(() => {
      const left = Math.ceil((end - performance.now()) / SECOND_MS)
      setSecondsLeft(Math.max(0, left))
      if (left <= 0) setState('expired')
    }, SECOND_MS)
    return () => clearInterval(ticking)
  }, [request, isLive])

  useEffect(() => {
    if (!isLive || !shown) return
    let isOver = false
    let timer = setTimeout(look, LOOK_EVERY_MS)
    async function look() {
      const heard = await hear(request)
      // The sign-in comes once: it is taken even when the page has moved on meanwhile.
      if ('session' in heard && heard.session !== null) onSession(heard.session)
      if (isOver) return
      setUnheard('problem' in heard ? heard.problem : null)
      if ('state' in heard) setState(heard.state)
      timer = setTimeout(look, LOOK_EVERY_MS)
    }
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [request, isLive, shown, onSession])

  return {
    ...{ request, state, secondsLeft, asking: begin.busy },
    problem: begin.problem ?? unheard,
    renew: () => void run(),
  }
}

type Heard = { state: DesktopSignInState; session: SessionView | null } | { problem: ApiProblem }

/** A broken line says nothing of the request; an unknown one is over. */
async function hear(request: NewDesktopSignInView | null): Promise<Heard> {
  if (request === null) return { state: 'expired', session: null }
  try {
    return await api.pollDesktopSignIn(request.id, { secret: request.secret })
  } catch (reason) {
    const problem = asProblem(reason)
    return problem.isPassing ? { problem } : { state: 'expired', session: null }
  }
}
