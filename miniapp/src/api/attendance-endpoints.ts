import type {
  AttendanceFlagListView,
  AttendanceFlagView,
  LessonAttendanceView,
  LessonKeyView,
  SignedView,
  SigningBody,
  SignLookBody,
} from '#shared/attendance'
import { after, get, post } from './operations'

const pathOf = ({ classId, lessonId }: { classId: string; lessonId: string }) =>
  `/institution/classes/${classId}/lessons/${lessonId}`

/** Coming and going, the teacher's codes, and what asks for a look. */
export const attendanceApi = {
  sign: (key: string, body: SigningBody) => post<SignedView>('/me/attendance', key, body),
  lessonKey: (key: string, place: { classId: string; lessonId: string }) =>
    post<LessonKeyView>(`${pathOf(place)}/key`, key),
  lesson: (place: { classId: string; lessonId: string }) =>
    get<LessonAttendanceView>(`${pathOf(place)}/attendance`),
  flags: (show: 'open' | 'looked', cursor?: string | null) =>
    get<AttendanceFlagListView>(`/attendance-flags?show=${show}${after(cursor, '&')}`),
  look: (key: string, id: string, body: SignLookBody) =>
    post<AttendanceFlagView>(`/attendance-flags/${id}/look`, key, body),
}
