import type { ClassWatchBody, ClassWatchListView } from '#shared/class-watches'
import type {
  EnrolBody,
  EnrolmentListView,
  EnrolmentView,
  WaitingPlaceListView,
  WaitingPlaceView,
} from '#shared/enrolments'
import { get, post, put, remove } from './operations'

/** Seats in classes, the lines for full ones, and being told of new ones. */
export const bookingApi = {
  enrolments: () => get<EnrolmentListView>('/me/enrolments'),
  enrol: (key: string, classId: string, body: EnrolBody) =>
    post<EnrolmentView>(`/classes/${classId}/enrolments`, key, body),
  leave: (key: string, enrolmentId: string) => post<EnrolmentView>(`/enrolments/${enrolmentId}/leave`, key),
  waitingPlaces: () => get<WaitingPlaceListView>('/me/waiting-places'),
  joinLine: (key: string, classId: string, body: EnrolBody) =>
    post<WaitingPlaceView>(`/classes/${classId}/waiting-places`, key, body),
  leaveLine: (key: string, id: string) => remove<WaitingPlaceListView>(`/me/waiting-places/${id}`, key),
  watches: () => get<ClassWatchListView>('/me/class-watches'),
  watch: (key: string, body: ClassWatchBody) => put<ClassWatchListView>('/me/class-watches', key, body),
  unwatch: (key: string, id: string) => remove<ClassWatchListView>(`/me/class-watches/${id}`, key),
}
