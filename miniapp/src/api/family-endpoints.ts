import type { FamilyVisitBody, HelperCodeView } from '#shared/family-help'
import type { VisitListView, VisitSessionView, VisitView } from '#shared/service-desk'
import { send } from './client'
import { get, post, remove } from './operations'

/** Somebody in the family acts for a worker, by the worker's own code. */
export const familyApi = {
  makeCode: (key: string) => post<HelperCodeView>('/me/helper-code', key, { consent: true }),
  dropCode: (key: string) => remove<null>('/me/helper-code', key),
  endFor: (id: string) => send<null>({ method: 'POST', path: `/me/desk-visits/${id}/end` }),
  helping: () => get<VisitListView>('/family-visits'),
  begin: (key: string, body: FamilyVisitBody) => post<VisitView>('/family-visits', key, body),
  session: (id: string) => send<VisitSessionView>({ method: 'POST', path: `/family-visits/${id}/sessions` }),
  end: (id: string) => send<null>({ method: 'POST', path: `/family-visits/${id}/end` }),
}
