import type { ApprenticeAnswerBody, ApprenticePlaceListView } from '#shared/apprenticeships'
import { get, post } from './operations'

/** Where somebody is an apprentice; apart from `api`, for its package alone. */
export const apprenticeApi = {
  apprenticePlaces: () => get<ApprenticePlaceListView>('/me/apprenticeships'),
  answerApprenticePlace: (key: string, id: string, body: ApprenticeAnswerBody) =>
    post<ApprenticePlaceListView>(`/me/apprenticeships/${id}/answer`, key, body),
}
