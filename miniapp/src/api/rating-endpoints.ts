import type { ClassRatingBody, ClassRatingView, OwnRatingView, RatingWordsView } from '#shared/class-ratings'
import { get, put } from './operations'

/** What those who went through a class think of it. */
export const ratingApi = {
  ofClass: (classId: string) => get<ClassRatingView>(`/classes/${classId}/rating`),
  mine: (enrolmentId: string) => get<OwnRatingView>(`/enrolments/${enrolmentId}/rating`),
  rate: (key: string, enrolmentId: string, body: ClassRatingBody) =>
    put<OwnRatingView>(`/enrolments/${enrolmentId}/rating`, key, body),
  words: (classId: string) => get<RatingWordsView>(`/institution/classes/${classId}/rating-words`),
}
