import type { KeyObject } from 'node:crypto'
import * as v from 'valibot'
import {
  desktopCodeBody,
  desktopDecisionBody,
  desktopPollBody,
  desktopPollView,
  desktopRequestView,
  desktopSignInBody,
  newDesktopSignInView,
} from '#shared/desktop-sign-in'
import { recordId } from '#shared/primitives'
import { staffRoles } from '#shared/staff-invitations'
import { action, publicAction, type Route } from '../http/route'
import { presentMe } from '../people/me.routes'
import {
  beginDesktopSignIn,
  decideDesktopSignIn,
  openDesktopSignIn,
  pollDesktopSignIn,
} from './desktop-sign-in.service'
import { makingOf, openSession } from './session.service'

const path = '/desktop-sign-ins'
const params = v.strictObject({ id: recordId })

/** Staff sign in on a desktop by scanning with the phone. Single writes: a wrong number has to be remembered. */
export function desktopSignInRoutes(key: KeyObject): Route[] {
  return [
    publicAction({
      method: 'post',
      path,
      summary: 'A desktop asks to be let in: a code to scan, a number to compare, a secret of its own',
      access: 'public',
      body: desktopSignInBody,
      response: newDesktopSignInView,
      handler: async (call) => ({ status: 201, body: await beginDesktopSignIn(call, call.body.device) }),
    }),
    publicAction({
      method: 'post',
      path: `${path}/:id/polls`,
      summary: 'How the desktop’s request stands; once confirmed, its sign-in, a single time',
      access: 'public',
      params,
      body: desktopPollBody,
      response: desktopPollView,
      handler: async (call) => {
        const { state, signIn } = await pollDesktopSignIn(call, { ...call.params, ...call.body })
        if (signIn === null) return { body: { state, session: null } }
        const { expiresAt, ...tokens } = await openSession(makingOf(key, call), signIn)
        const me = await presentMe(call, { personId: signIn.person._id })
        return { body: { state, session: { ...tokens, expiresAt: expiresAt.toISOString(), me } } }
      },
    }),
    action({
      method: 'post',
      path: `${path}/look-up`,
      summary: 'What a scanned code asks for; whoever opens it first on a phone holds it',
      access: staffRoles,
      body: desktopCodeBody,
      response: desktopRequestView,
      problems: ['not_found'],
      handler: async (call) => ({ body: await openDesktopSignIn(call, call.body.code) }),
    }),
    action({
      method: 'post',
      path: `${path}/:id/decision`,
      summary: 'Let the desktop in by its number, or refuse it; a wrong number refuses it, too',
      access: staffRoles,
      params,
      body: desktopDecisionBody,
      problems: ['not_in_this_state'],
      handler: async (call) => {
        await decideDesktopSignIn(call, call.params.id, call.body)
        return { status: 204, body: undefined }
      },
    }),
  ]
}
