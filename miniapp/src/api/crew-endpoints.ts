import type {
  CrewBody,
  CrewBookingBody,
  CrewBookingView,
  CrewImportView,
  CrewInvitationListView,
  CrewJoinBody,
  CrewListView,
  CrewMemberBody,
  CrewMemberListView,
  CrewMemberState,
  CrewMemberView,
  CrewOfferView,
  CrewPlaceListView,
  CrewPlaceView,
  CrewTradeBody,
  CrewView,
  NewCrewInvitationView,
  ReadImportView,
  RosterPasteBody,
  RosterPasteView,
} from '#shared/crews'
import type { FileSource } from '#shared/uploads'
import { send } from './client'
import { after, get, post, put } from './operations'

/** What a foreman does with a crew, and its people with their rows; apart from `api`, for its package alone. */
export const crewApi = {
  crews: () => get<CrewListView>('/crews'),
  crew: (id: string) => get<CrewView>(`/crews/${id}`),
  makeCrew: (key: string, body: CrewBody) => post<CrewView>('/crews', key, body),
  crewMembers: (id: string, state?: CrewMemberState, cursor?: string | null) => {
    const chosen = state === undefined ? after(cursor) : `?state=${state}${after(cursor, '&')}`
    return get<CrewMemberListView>(`/crews/${id}/members${chosen}`)
  },
  pasteRoster: (key: string, id: string, body: RosterPasteBody) =>
    post<RosterPasteView>(`/crews/${id}/roster-pastes`, key, body),
  readCrewImport: (id: string, body: FileSource) =>
    send<ReadImportView>({ method: 'POST', path: `/crews/${id}/imports`, body }),
  crewImport: (place: { id: string; importId: string }) =>
    get<CrewImportView>(`/crews/${place.id}/imports/${place.importId}`),
  takeImportStep: (key: string, place: { id: string; importId: string }) =>
    post<CrewImportView>(`/crews/${place.id}/imports/${place.importId}/steps`, key),
  mendCrewMember: (key: string, place: { id: string; memberId: string }, body: CrewMemberBody) =>
    put<CrewMemberView>(`/crews/${place.id}/members/${place.memberId}`, key, body),
  setCrewMemberTrade: (key: string, place: { id: string; memberId: string }, body: CrewTradeBody) =>
    put<CrewMemberView>(`/crews/${place.id}/members/${place.memberId}/trade`, key, body),
  removeCrewMember: (key: string, place: { id: string; memberId: string }) =>
    send<CrewView>({
      method: 'DELETE',
      path: `/crews/${place.id}/members/${place.memberId}`,
      idempotencyKey: key,
    }),
  approveCrewMember: (key: string, place: { id: string; memberId: string }) =>
    post<CrewMemberView>(`/crews/${place.id}/members/${place.memberId}/approval`, key),
  enrolCrew: (key: string, id: string, body: CrewBookingBody) =>
    post<CrewBookingView>(`/crews/${id}/class-enrolments`, key, body),
  crewInvitations: (id: string) => get<CrewInvitationListView>(`/crews/${id}/invitations`),
  inviteToCrew: (id: string) =>
    send<NewCrewInvitationView>({ method: 'POST', path: `/crews/${id}/invitations` }),
  revokeCrewInvitation: (key: string, place: { id: string; invitationId: string }) =>
    send<null>({
      method: 'DELETE',
      path: `/crews/${place.id}/invitations/${place.invitationId}`,
      idempotencyKey: key,
    }),
  crewOffer: (token: string) => get<CrewOfferView>(`/crew-invitations/${token}`),
  joinCrew: (key: string, body: CrewJoinBody) => post<CrewPlaceView>('/crew-joins', key, body),
  crewPlaces: () => get<CrewPlaceListView>('/me/crew-places'),
  confirmCrewPlace: (key: string, id: string) =>
    post<CrewPlaceView>(`/me/crew-places/${id}/confirmation`, key),
  declineCrewPlace: (key: string, id: string) => post<CrewPlaceView>(`/me/crew-places/${id}/refusal`, key),
}
