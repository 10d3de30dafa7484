import type { ColleagueListView, ConflictListView } from '#shared/case-work'
import type { ClaimView } from '#shared/claims'
import { get, post, put } from './operations'

/** What officers do with a claim beside deciding on it, and what they keep out of. */
export const caseApi = {
  colleagues: (claimId: string) => get<ColleagueListView>(`/claims/${claimId}/colleagues`),
  assign: (key: string, claimId: string, body: { assigneeId: string | null; revision: number }) =>
    put<ClaimView>(`/claims/${claimId}/assignee`, key, body),
  note: (key: string, claimId: string, body: { text: string }) =>
    post<ClaimView>(`/claims/${claimId}/notes`, key, body),
  conflicts: () => get<ConflictListView>('/me/conflicts'),
  declareConflict: (key: string, body: { institutionId: string; why: string }) =>
    post<null>('/me/conflicts', key, body),
  endConflict: (key: string, id: string) => post<null>(`/me/conflicts/${id}/end`, key),
}
