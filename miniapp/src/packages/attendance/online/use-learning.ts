import { useCallback, useEffect, useRef, useState } from 'react'
import { BEAT_SECONDS, type OnlineLessonView } from '#shared/online-lesson'
import { asProblem, type ApiProblem } from '../../../api/api-problem'
import { attendanceApi } from '../../../api/attendance-endpoints'
import { useCommand } from '../../../hooks/use-command'
import { useShown } from '../../../hooks/use-shown'
import { newKey } from '../../../platform/random'

/** Learning on this phone: tells the server every half minute while the page is in view. */
export function useLearning(place: { classId: string; lessonId: string }) {
  const [view, setView] = useState<OnlineLessonView | null>(null)
  const [stopped, setStopped] = useState<ApiProblem | null>(null)
  const shown = useShown()
  const where = useRef(place)
  where.current = place
  const sit = useCommand(async (key: string) => {
    setView(await attendanceApi.sitDown(key, where.current))
    setStopped(null)
  })
  const answer = useCommand(async (key: string, tapped: number) => {
    setView(await attendanceApi.answer(key, where.current, tapped))
  })
  const beat = useCallback(async () => {
    try {
      setView(await attendanceApi.beat(newKey(), where.current))
      setStopped(null)
    } catch (reason) {
      setStopped(asProblem(reason))
    }
  }, [])
  const { run } = sit
  useEffect(() => void run(), [run])
  const isSitting = view !== null && !view.isDone && stopped?.code !== 'learning_elsewhere'
  useEffect(() => {
    if (!shown || !isSitting) return
    void beat()
    const timer = setInterval(() => void beat(), BEAT_SECONDS * 1000)
    return () => clearInterval(timer)
  }, [shown, isSitting, beat])
  return { view, stopped, sit, answer }
}
