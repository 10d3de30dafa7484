import type { ObjectionBody, ObjectionReceipt, ObjectionStanding, PublicityList } from '#shared/objections'
import { after, get, post } from './operations'

/** Approved names while they are public, and what anybody says against one. */
export const publicityApi = {
  list: (cursor?: string | null) => get<PublicityList>(`/public/publicity${after(cursor)}`),
  object: (key: string, id: string, body: ObjectionBody) =>
    post<ObjectionReceipt>(`/public/publicity/${id}/objections`, key, body),
  standing: (code: string) => get<ObjectionStanding>(`/public/objections/${encodeURIComponent(code)}`),
}
