import type {
  AttendanceFlagListView,
  AttendanceFlagView,
  LessonAttendanceView,
  LessonKeyView,
  SignedView,
  SigningBody,
  SignLookBody,
} from '#shared/attendance'
import type { OnlineLessonView } from '#shared/online-lesson'
import { after, get, post } from './operations'

interface LessonPlace {
  classId: string
  lessonId: string
}

const ownPathOf = ({ classId, lessonId }: LessonPlace) => `/me/classes/${classId}/lessons/${lessonId}`
const pathOf = ({ classId, lessonId }: LessonPlace) => `/institution/classes/${classId}/lessons/${lessonId}`

/** Coming and going, the teacher's codes, and what asks for a look. */
export const attendanceApi = {
  sign: (key: string, body: SigningBody) => post<SignedView>('/me/attendance', key, body),
  lessonKey: (key: string, place: LessonPlace) => post<LessonKeyView>(`${pathOf(place)}/key`, key),
  lesson: (place: LessonPlace) => get<LessonAttendanceView>(`${pathOf(place)}/attendance`),
  sitDown: (key: string, place: LessonPlace) => post<OnlineLessonView>(`${ownPathOf(place)}/sitting`, key),
  beat: (key: string, place: LessonPlace) => post<OnlineLessonView>(`${ownPathOf(place)}/heartbeats`, key),
  answer: (key: string, place: LessonPlace, tapped: number) =>
    post<OnlineLessonView>(`${ownPathOf(place)}/attention`, key, { tapped }),
  flags: (show: 'open' | 'looked', cursor?: string | null) =>
    get<AttendanceFlagListView>(`/attendance-flags?show=${show}${after(cursor, '&')}`),
  look: (key: string, id: string, body: SignLookBody) =>
    post<AttendanceFlagView>(`/attendance-flags/${id}/look`, key, body),
}
