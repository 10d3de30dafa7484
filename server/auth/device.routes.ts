import { Types } from 'mongoose'
import * as v from 'valibot'
import { recordId } from '#shared/primitives'
import { Problem } from '#shared/problem'
import { deviceListView } from '#shared/sign-in'
import { action, query, type Route } from '../http/route'
import { closeAllSessions, closeSession, sessionsOf } from './session.service'

/** Where one is signed in, and the ways out of there. */
export const deviceRoutes: Route[] = [
  query({
    method: 'get',
    path: '/me/devices',
    summary: 'Where the person is signed in, last used first',
    access: 'signed_in',
    response: deviceListView,
    handler: async ({ actor, moment }) => {
      const sessions = await sessionsOf(actor.personId, moment.now)
      const items = sessions.map((session) => ({
        id: session._id.toHexString(),
        name: session.device?.name ?? '临时登录',
        signedInAt: session.createdAt.toISOString(),
        lastSeenAt: session.lastSeenAt.toISOString(),
        isThisOne: session._id.toHexString() === actor.sessionId,
      }))
      return { body: { items } }
    },
  }),
  action({
    method: 'delete',
    path: '/me/devices/:id',
    summary: 'Sign out one device',
    access: 'signed_in',
    params: v.strictObject({ id: recordId }),
    problems: ['not_found'],
    handler: async ({ actor, moment, params }) => {
      const id = new Types.ObjectId(params.id)
      const own = (await sessionsOf(actor.personId, moment.now)).some((session) => session._id.equals(id))
      if (!own) throw new Problem('not_found', { detail: '这台设备已经退出了' })
      await closeSession(id)
      return { status: 204, body: undefined }
    },
  }),
  action({
    method: 'delete',
    path: '/me/devices',
    summary: 'Sign out everywhere, here too',
    access: 'signed_in',
    handler: async ({ actor }) => {
      await closeAllSessions(actor.personId)
      return { status: 204, body: undefined }
    },
  }),
]
