import { useEffect, useState } from 'react'
import type { LessonKeyView } from '#shared/attendance'
import { attendanceApi } from '../../../api/attendance-endpoints'
import { useCommand } from '../../../hooks/use-command'
import { keep, readKept } from '../../../platform/storage'

/** A key with what this device's clock is wrong by, in milliseconds. */
export interface HeldKey {
  key: LessonKeyView
  offsetMs: number
}

/**
 * The key of a lesson: the one kept on this phone at once, a fresh one when there is a network. With a kept one the codes
 * go on without a network.
 */
export function useLessonKey(place: { classId: string; lessonId: string }) {
  const at = `lesson-key:${place.classId}:${place.lessonId}`
  const [held, setHeld] = useState(() => readKept<HeldKey>(at))
  const fetching = useCommand(async (id: string) => {
    const key = await attendanceApi.lessonKey(id, place)
    const fresh = { key, offsetMs: Date.parse(key.serverNow) - Date.now() }
    keep(at, fresh)
    setHeld(fresh)
  })
  const { run } = fetching
  useEffect(() => void run(), [run])
  return { held, fetching }
}
