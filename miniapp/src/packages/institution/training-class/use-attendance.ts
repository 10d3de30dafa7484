import { useRef, useState } from 'react'
import type { AttendanceBody, InstitutionClassView } from '#shared/classes'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { useCommand, type Command } from '../../../hooks/use-command'
import type { Query } from '../../../hooks/use-query'
import { keep, readKept } from '../../../platform/storage'
import type { Marks } from './attendance-marks'
import { toast } from '../../../platform/toast'

type Entries = AttendanceBody['entries']

export interface Attendance {
  /** The lesson chosen by hand; null = the page chooses. */
  lessonId: string | null
  choose: (lessonId: string) => void
  marksOf: (lessonId: string) => Marks
  mark: (lessonId: string, marks: Marks) => void
  save: Command<[string, Entries]>
  /** What the server found wrong, by enrolment. */
  errors: Readonly<Record<string, string>>
}

/** Marks survive leaving the page until they are saved: nobody calls the roll twice. */
export function useAttendance(classId: string, query: Query<InstitutionClassView>): Attendance {
  const place = `draft:attendance-${classId}`
  const [lessonId, choose] = useState<string | null>(null)
  const [drafts, setDrafts] = useState<Record<string, Marks>>(() => readKept(place) ?? {})
  const [errors, setErrors] = useState<Record<string, string>>({})

  const latest = useRef(drafts)
  const put = (lesson: string, marks: Marks) => {
    latest.current = { ...latest.current, [lesson]: marks }
    setDrafts(latest.current)
    keep(place, latest.current)
  }
  const mark = (lesson: string, marks: Marks) => put(lesson, { ...latest.current[lesson], ...marks })
  // Only what was sent: somebody may have been marked while the answer was on its way.
  const forgetSent = (lesson: string, entries: Entries) => {
    const sent = new Map(entries.map((entry) => [entry.enrolmentId, entry.hoursTenths]))
    const left = Object.entries(latest.current[lesson] ?? {}).filter(
      ([id, tenths]) => sent.get(id) !== tenths,
    )
    put(lesson, Object.fromEntries(left))
  }
  const save = useCommand(async (key: string, lesson: string, entries: Entries) => {
    setErrors({})
    try {
      query.replace(await api.saveAttendance(key, { classId, lessonId: lesson }, { entries }))
    } catch (problem) {
      if (problem instanceof ApiProblem) setErrors(errorsByPerson(problem, entries))
      if (problem instanceof ApiProblem && !problem.isPassing) void query.reload()
      throw problem
    }
    choose(lesson)
    forgetSent(lesson, entries)
    toast(`记好了，${String(entries.length)}人`, 'success')
  })

  return { lessonId, choose, marksOf: (lesson) => drafts[lesson] ?? {}, mark, save, errors }
}

/** `/entries/3/hoursTenths` is the fourth person that was sent. */
function errorsByPerson(problem: ApiProblem, entries: Entries): Record<string, string> {
  const found = problem.errors.flatMap(({ pointer, detail }) => {
    const entry = entries[Number(/^\/entries\/(\d+)/.exec(pointer)?.[1] ?? NaN)]
    return entry ? [[entry.enrolmentId, detail]] : []
  })
  return Object.fromEntries(found) as Record<string, string>
}
