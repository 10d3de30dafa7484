import type { ClassDraft } from '#shared/class-draft'
import type { FilingEventBody, FilingListView, FilingView, PartnerListView } from '#shared/class-filings'
import type { ClassEventBody, ClassLifeListView, ClassLifeView } from '#shared/class-life'
import { after, get, post, put } from './operations'

/** Classes on their way from a draft to their end; apart from `api`, for its package alone. */
export const classDeskApi = {
  ownFilings: (cursor?: string | null) => get<FilingListView>(`/institution/class-filings${after(cursor)}`),
  partners: () => get<PartnerListView>('/institution/partners'),
  beginFiling: (key: string, draft: ClassDraft) =>
    post<FilingView>('/institution/class-filings', key, { draft }),
  saveFiling: (key: string, id: string, body: { draft: ClassDraft; revision: number }) =>
    put<FilingView>(`/institution/class-filings/${id}`, key, body),
  filing: (id: string) => get<FilingView>(`/class-filings/${id}`),
  filingStep: (key: string, id: string, body: FilingEventBody) =>
    post<FilingView>(`/class-filings/${id}/events`, key, body),
  reviewFilings: (show: 'waiting' | 'decided', cursor?: string | null) =>
    get<FilingListView>(`/review/class-filings?show=${show}${after(cursor, '&')}`),
  classLives: (cursor?: string | null) => get<ClassLifeListView>(`/review/classes${after(cursor)}`),
  classLife: (id: string) => get<ClassLifeView>(`/classes/${id}/life`),
  classStep: (key: string, id: string, body: ClassEventBody) =>
    post<ClassLifeView>(`/classes/${id}/events`, key, body),
}
