import { idCardPhotoBody, idCardReadingView } from '#shared/id-card-reading'
import { action, type Route } from '../http/route'
import { idCardIn, type ReadIdCard } from './id-card-reading.service'

/** Filling in a card by a photo of it. @param readIdCard reads the picture */
export function idCardReadingRoutes(readIdCard: ReadIdCard): Route[] {
  return [
    action({
      method: 'post',
      path: '/id-card-readings',
      summary:
        'Read name and number from a photo of an identity card, for the person to check; the photo is kept nowhere',
      access: ['worker'],
      body: idCardPhotoBody,
      bodyLimit: '3mb',
      response: idCardReadingView,
      problems: ['wechat_unavailable'],
      handler: async ({ body }) => ({ body: await idCardIn(readIdCard, body.photoBase64) }),
    }),
  ]
}
