import * as v from 'valibot'
import { markAllReadBody, notificationListView, subscriptionBody } from '#shared/notifications'
import { pageQuery, recordId } from '#shared/primitives'
import { action, command, query } from '../http/route'
import { inboxOf, markAllRead, markRead } from './inbox.service'
import { rememberSubscription } from './subscription.service'

export const notificationRoutes = [
  query({
    method: 'get',
    path: '/me/notifications',
    summary: "One page of the signed-in person's messages, newest first",
    access: 'signed_in',
    query: v.strictObject(pageQuery),
    response: notificationListView,
    assistedAct: null,
    handler: async (call) => ({ body: await inboxOf(call.actor.personId, call.query.cursor) }),
  }),
  command({
    method: 'post',
    path: '/me/notifications/:id/read',
    summary: 'Mark a message as read',
    access: 'signed_in',
    params: v.strictObject({ id: recordId }),
    handler: async (call) => {
      await markRead(call, call.params.id)
      return { status: 204, body: undefined }
    },
  }),
  command({
    method: 'post',
    path: '/me/read-notifications',
    summary: 'Mark all messages as read, up to the newest that was on the screen',
    access: 'signed_in',
    body: markAllReadBody,
    handler: async (call) => {
      await markAllRead(call, call.body.upToId)
      return { status: 204, body: undefined }
    },
  }),
  action({
    method: 'post',
    path: '/me/subscriptions',
    summary: 'Keep the answer that the phone got to the subscription dialog',
    access: 'signed_in',
    body: subscriptionBody,
    handler: async (call) => {
      await rememberSubscription(call, call.actor, call.body)
      return { status: 204, body: undefined }
    },
  }),
]
