import type {
  ApprenticeLeavingBody,
  ApprenticeYearBody,
  ApprenticeshipEventBody,
  ApprenticeshipListView,
  ApprenticeshipView,
  EvidenceBody,
  NewApprenticeBody,
  NewApprenticeshipBody,
} from '#shared/apprenticeships'
import { get, post, put, remove } from './operations'

const own = '/institution/apprenticeships'

/** An enterprise's apprenticeships, and what the bureaux do with them. */
export const apprenticeshipApi = {
  ofEnterprise: () => get<ApprenticeshipListView>(own),
  waiting: () => get<ApprenticeshipListView>('/review/apprenticeships'),
  one: (id: string) => get<ApprenticeshipView>(`/apprenticeships/${id}`),
  begin: (key: string, body: NewApprenticeshipBody) => post<ApprenticeshipView>(own, key, body),
  step: (key: string, id: string, body: ApprenticeshipEventBody) =>
    post<ApprenticeshipView>(`/apprenticeships/${id}/events`, key, body),
  giveEvidence: (key: string, id: string, body: EvidenceBody) =>
    put<ApprenticeshipView>(`${own}/${id}/evidence`, key, body),
  addApprentice: (key: string, id: string, body: NewApprenticeBody) =>
    post<ApprenticeshipView>(`${own}/${id}/apprentices`, key, body),
  removeApprentice: (key: string, id: string, apprenticeId: string) =>
    remove<ApprenticeshipView>(`${own}/${id}/apprentices/${apprenticeId}`, key),
  recordYear: (key: string, id: string, of: ApprenticeYearBody & { apprenticeId: string }) => {
    const { apprenticeId, ...body } = of
    return put<ApprenticeshipView>(`${own}/${id}/apprentices/${apprenticeId}/year`, key, body)
  },
  noteLeaving: (key: string, id: string, of: ApprenticeLeavingBody & { apprenticeId: string }) => {
    const { apprenticeId, ...body } = of
    return post<ApprenticeshipView>(`${own}/${id}/apprentices/${apprenticeId}/leaving`, key, body)
  },
}
