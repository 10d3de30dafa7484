import type { KeyObject } from 'node:crypto'
import { sessionView } from '#shared/session'
import { staffRoles } from '#shared/staff-invitations'
import { passwordSignInBody, passwordView, setPasswordBody } from '#shared/staff-password'
import { action, publicAction, query, type Route } from '../http/route'
import { presentMe } from '../people/me.routes'
import { makingOf, openSession } from './session.service'
import { passwordSignIn, passwordStanding, removePassword, setPassword } from './staff-password.service'

const path = '/me/password'

/** Staff sign in on a desktop with name, password and authenticator. Single writes: a wrong try has to be remembered. */
export function staffPasswordRoutes(key: KeyObject): Route[] {
  return [
    publicAction({
      method: 'post',
      path: '/password-sign-ins',
      summary:
        'Sign in with name, password and the code of the authenticator; one answer for whatever is wrong',
      access: 'public',
      body: passwordSignInBody,
      response: sessionView,
      handler: async (call) => {
        const signIn = await passwordSignIn(call, call.body)
        const { expiresAt, ...tokens } = await openSession(makingOf(key, call), signIn)
        const me = await presentMe(call, { personId: signIn.person._id })
        return { status: 201, body: { ...tokens, expiresAt: expiresAt.toISOString(), me } }
      },
    }),
    query({
      method: 'get',
      path,
      summary: 'Under which name the member of staff signs in on a desktop',
      access: staffRoles,
      response: passwordView,
      handler: async (call) => ({ body: await passwordStanding(call) }),
    }),
    action({
      method: 'put',
      path,
      summary: 'Set or change name and password; every other device is signed out',
      access: staffRoles,
      body: setPasswordBody,
      needsSecondFactor: () => true,
      handler: async (call) => {
        await setPassword(call, call.body)
        return { status: 204, body: undefined }
      },
    }),
    action({
      method: 'delete',
      path,
      summary: 'Take name and password away; every other device is signed out',
      access: staffRoles,
      needsSecondFactor: () => true,
      handler: async (call) => {
        await removePassword(call)
        return { status: 204, body: undefined }
      },
    }),
  ]
}
