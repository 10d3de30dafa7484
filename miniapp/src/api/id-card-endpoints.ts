import type { IdCardPhotoBody, IdCardReadingView } from '#shared/id-card-reading'
import { send } from './client'

/** Apart from `api`, for the pages that take photos. */
export const idCardApi = {
  read: (body: IdCardPhotoBody) =>
    send<IdCardReadingView>({ method: 'POST', path: '/id-card-readings', body }),
}
