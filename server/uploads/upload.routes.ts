import * as v from 'valibot'
import { recordId } from '#shared/primitives'
import { newUploadBody, partBody, uploadView } from '#shared/uploads'
import { action, query, type Route } from '../http/route'
import { beginUpload, standingOf, takePart } from './upload.service'

const params = v.strictObject({ id: recordId })
const ofPart = v.strictObject({
  id: recordId,
  index: v.pipe(v.string(), v.regex(/^\d{1,2}$/, '没有这一段'), v.transform(Number)),
})
const access = ['worker', 'institution', 'evaluator', 'finance'] as const

/** Files that come in parts, so that a broken line costs one part and not the whole. */
export const uploadRoutes: Route[] = [
  action({
    method: 'post',
    path: '/uploads',
    summary: 'Begin to send a file of 5 MB at the most in parts; it is forgotten after a day',
    access,
    body: newUploadBody,
    response: uploadView,
    handler: async (call) => ({ status: 201, body: await beginUpload(call, call.body.letters) }),
  }),
  query({
    method: 'get',
    path: '/uploads/:id',
    summary: 'Which parts of a file have arrived',
    access,
    params,
    response: uploadView,
    handler: async (call) => ({ body: await standingOf(call, call.params.id) }),
  }),
  action({
    method: 'put',
    path: '/uploads/:id/parts/:index',
    summary: 'Send one part of a file, 196,608 letters of base64 or the rest; again as often as needed',
    access,
    params: ofPart,
    body: partBody,
    bodyLimit: '300kb',
    problems: ['not_found'],
    handler: async (call) => {
      await takePart(call, call.params, call.body.content)
      return { status: 204, body: undefined }
    },
  }),
]
