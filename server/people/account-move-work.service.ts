import type { ClientSession } from 'mongoose'
import { forgetAnswers } from '../answer-book'
import { closeAllSessions } from '../auth/session.service'
import { takeTurn } from '../claims/claim-turn'
import type { Deployment, Moment } from '../context'
import { forgetConsents, forgetMessages } from '../notifications/forget-messages.service'
import { notify } from '../notifications/notification.service'
import { AccountMoves, type AccountMove } from './account-move.model'
import { isFreeAccount, settleAccountMove } from './account-move.service'
import { forgetPerson } from './forget-person.service'
import { openOpenid, sealOpenid } from './person-secrets'
import { People, type Person } from './person.model'
import { findPerson } from './person.service'

/** What the job works with. */
export interface AccountMoveWorkDeps {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

const BATCH = 50

/**
 * Carries out the moves that are due, each in a transaction of its own: killed anywhere, the record is the old WeChat
 * account's or the new one's. Sign-ins of both from before are worth nothing from that moment on (`openidSince`); their
 * records are only cleared away afterwards. @returns how many were carried out
 */
export async function carryOutDueAccountMoves(deps: AccountMoveWorkDeps): Promise<number> {
  const due = await AccountMoves.find({ state: 'waiting', dueAt: { $lte: deps.moment().now } })
    .sort({ dueAt: 1 })
    .limit(BATCH)
    .lean<AccountMove[]>()
  let count = 0
  const failures: unknown[] = []
  for (const move of due) {
    try {
      if (!(await deps.inTransaction((tx) => carryOut(deps, move, tx)))) continue
      for (const personId of [move.personId, move.newPersonId]) await closeAllSessions(personId)
      count += 1
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'some accounts could not be moved')
  return count
}

/** @returns whether the record is the new account's: not when it was stopped, or something stands against it by now */
async function carryOut(deps: AccountMoveWorkDeps, move: AccountMove, tx: ClientSession): Promise<boolean> {
  const moment = deps.moment()
  await takeTurn(move.personId, tx)
  const [person, newcomer] = [await findPerson(move.personId, tx), await findPerson(move.newPersonId, tx)]
  if (!person || !newcomer) throw new Error(`Account move ${move._id.toHexString()} is about nobody`)
  const isPossible = isMovable(person) && (await isFreeAccount(newcomer, tx))
  const state = isPossible ? 'done' : 'called_off'
  if (!(await settleAccountMove(move, { state, settledAt: moment.now }, tx))) return false
  if (isPossible) await moveRecord({ deps, moment, tx }, person, newcomer)
  const command = { deployment: deps.deployment, moment, tx }
  const kind = isPossible ? 'account_moved' : 'account_move_called_off'
  await notify(command, { personId: person._id, kind, values: {} })
  return isPossible
}

/** Staff are invited anew; a closed record is nobody's any more. */
function isMovable({ isBlocked, roles, identity }: Person): boolean {
  return !isBlocked && identity !== null && roles.every((role) => role === 'worker')
}

interface Work {
  deps: AccountMoveWorkDeps
  moment: Moment
  tx: ClientSession
}

/** The new account's empty record goes first: one WeChat id stands once. */
async function moveRecord({ deps, moment, tx }: Work, person: Person, newcomer: Person): Promise<void> {
  const { cipher } = deps.deployment
  const openid = openOpenid(cipher, newcomer._id, newcomer.openidCipher)
  await forgetAnswers(newcomer._id, tx)
  await forgetMessages(newcomer._id, tx)
  await forgetPerson(newcomer._id, tx)
  // What the old account allowed to be sent was allowed there.
  await forgetConsents(person._id, tx)
  const moved = { ...sealOpenid(cipher, person._id, openid), openidSince: moment.now, boundMobile: null }
  await People.updateOne({ _id: person._id }, { $set: moved }, { session: tx })
}
