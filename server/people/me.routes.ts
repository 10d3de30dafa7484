import {
  employmentBody,
  meView,
  savePayeeAccountBody,
  saveIdentityBody,
  type MeView,
  type PayeeAccountBody,
} from '#shared/people'
import { Problem } from '#shared/problem'
import type { ClientSession } from 'mongoose'
import { refuseIdentityChange } from '../claims/claim.service'
import { keepConsent } from '../consents/consent.service'
import type { Actor, Command, Context } from '../context'
import { command, query } from '../http/route'
import { countUnread } from '../notifications/inbox.service'
import { notify } from '../notifications/notification.service'
import { refuseWhileAccountArrives, refuseWhileAccountMoves } from './account-move.service'
import { mobileNumberToSave, refuseWhileContactChanges } from './contact-change.service'
import {
  employmentOf,
  findPerson,
  maskedAccount,
  maskedIdentity,
  setEmployment,
  setIdentity,
  setPayeeAccount,
} from './person.service'
import { workplaceNames } from './workplace'

/** The signed-in person as their own phone shows them. */
export async function presentMe(
  context: Context,
  actor: Pick<Actor, 'personId'>,
  tx: ClientSession | null = null,
): Promise<MeView> {
  const person = await findPerson(actor.personId, tx)
  if (!person) throw new Problem('not_signed_in')
  const { cipher } = context.deployment
  const nameOf = await workplaceNames([person])
  return {
    id: person._id.toHexString(),
    displayName: person.displayName,
    roles: person.roles,
    institutionName: nameOf(person),
    identity: maskedIdentity(cipher, person),
    payeeAccount: maskedAccount(cipher, person),
    employment: employmentOf(person),
    unreadCount: await countUnread(person._id, tx),
  }
}

/** A first account is what the person is doing just now; another one may be somebody else's doing. */
async function tellAccountChanged(command: Command, account: PayeeAccountBody): Promise<void> {
  const values = { bank: account.bankName, lastFour: account.cardNumber.slice(-4) }
  await notify(command, { personId: command.actor.personId, kind: 'account_changed', values })
}

export const meRoutes = [
  query({
    method: 'get',
    path: '/me',
    summary: 'The signed-in person, personal data masked',
    access: 'signed_in',
    response: meView,
    assistedAct: null,
    handler: async (call) => ({ body: await presentMe(call, call.actor) }),
  }),
  command({
    method: 'put',
    path: '/me/identity',
    summary:
      'Set name and resident identity number, and the first mobile number; another one goes by /me/contact-change',
    access: ['worker'],
    body: saveIdentityBody,
    response: meView,
    problems: ['already_used', 'not_in_this_state'],
    handler: async (call) => {
      await refuseWhileAccountArrives(call)
      await refuseIdentityChange(call.actor, call.tx)
      const mobileNumber = await mobileNumberToSave(call, call.body.mobileNumber)
      const { name, residentIdNumber } = call.body
      await setIdentity(call, { name, residentIdNumber, mobileNumber })
      await keepConsent(call, call.actor.personId, 'identity')
      return { body: await presentMe(call, call.actor, call.tx) }
    },
  }),
  command({
    method: 'put',
    path: '/me/payee-account',
    summary: "Set the worker's own payee account",
    access: ['worker'],
    body: savePayeeAccountBody,
    response: meView,
    problems: ['not_in_this_state'],
    handler: async (call) => {
      await refuseWhileContactChanges(call)
      await refuseWhileAccountMoves(call)
      const before = await findPerson(call.actor.personId, call.tx)
      const { bankName, cardNumber } = call.body
      const account = { bankName, cardNumber }
      await setPayeeAccount(call, account)
      await keepConsent(call, call.actor.personId, 'account')
      if (before?.payeeAccount) await tellAccountChanged(call, account)
      return { body: await presentMe(call, call.actor, call.tx) }
    },
  }),
  command({
    method: 'put',
    path: '/me/employment',
    summary: 'Record what shows that the worker is an enterprise employee',
    access: ['worker'],
    body: employmentBody,
    response: meView,
    assistedAct: '登记在哪儿上班',
    handler: async (call) => {
      await setEmployment(call, call.body)
      return { body: await presentMe(call, call.actor, call.tx) }
    },
  }),
]
