import { roles, type Role } from '#shared/people'
import {
  checkSecondFactorBody,
  confirmSecondFactorBody,
  newSecondFactorView,
  recoveryCodesView,
  secondFactorView,
  type SecondFactorView,
} from '#shared/staff-second-factor'
import type { Actor, Context } from '../context'
import { action, query, type Route } from '../http/route'
import {
  beginSecondFactor,
  checkSecondFactor,
  confirmSecondFactor,
  findSecondFactor,
  removeSecondFactor,
} from './second-factor.service'

/** Everybody who works here; a worker needs no second factor. */
const staff: readonly Role[] = roles.filter((role) => role !== 'worker')
const path = '/me/second-factor'

async function standing({ deployment, moment }: Context, actor: Actor): Promise<SecondFactorView> {
  const factor = await findSecondFactor(actor.personId)
  const ahead = (time: Date | null | undefined) => (time && time > moment.now ? time.toISOString() : null)
  return {
    state: !factor ? 'none' : factor.confirmedAt ? 'on' : 'pending',
    recoveryCodesLeft: factor?.recoveryIndexes.length ?? 0,
    provenUntil: ahead(actor.secondFactorUntil),
    lockedUntil: ahead(factor?.lockedUntil),
    countsMinutes: deployment.signIn.secondFactorMs / 60_000,
    now: moment.now.toISOString(),
  }
}

/** The second factor of staff: a code of an authenticator app. Single writes: a wrong try has to be remembered. */
export const secondFactorRoutes: Route[] = [
  query({
    method: 'get',
    path,
    summary: 'How the second factor of the signed-in member of staff stands',
    access: staff,
    response: secondFactorView,
    handler: async (call) => ({ body: await standing(call, call.actor) }),
  }),
  action({
    method: 'post',
    path,
    summary: 'Begin a second factor: a new secret, which counts once a code of it was shown',
    access: staff,
    response: newSecondFactorView,
    problems: ['already_used', 'not_in_this_state'],
    handler: async (call) => ({ status: 201, body: await beginSecondFactor(call) }),
  }),
  action({
    method: 'post',
    path: `${path}/confirmation`,
    summary: 'Confirm the new secret by a first code; gives the recovery codes, this once',
    access: staff,
    body: confirmSecondFactorBody,
    response: recoveryCodesView,
    problems: ['already_used', 'changed_meanwhile', 'not_found'],
    handler: async (call) => ({
      status: 201,
      body: { recoveryCodes: await confirmSecondFactor(call, call.body.code) },
    }),
  }),
  action({
    method: 'post',
    path: `${path}/checks`,
    summary: 'Show the second factor in this sign-in by a code or a recovery code; counts for some minutes',
    access: staff,
    body: checkSecondFactorBody,
    response: secondFactorView,
    problems: ['not_found'],
    handler: async (call) => {
      const secondFactorUntil = await checkSecondFactor(call, call.body)
      return { body: await standing(call, { ...call.actor, secondFactorUntil }) }
    },
  }),
  action({
    method: 'post',
    path: `${path}/removal`,
    summary: 'Take the second factor away, to begin another on a new phone; needs a code or a recovery code',
    access: staff,
    body: checkSecondFactorBody,
    problems: ['not_found'],
    handler: async (call) => {
      await removeSecondFactor(call, call.body)
      return { status: 204, body: undefined }
    },
  }),
]
