import { Types, type ClientSession } from 'mongoose'
import { answerDueOn, type RemedyKind } from '#shared/claim-remedies'
import {
  objectionOutcomeLabels,
  type ObjectionOutcome,
  type ObjectionStanding,
  type ObjectionView,
} from '#shared/objections'
import { Problem } from '#shared/problem'
import type { Command, Deployment, Moment } from '../context'
import { notify } from '../notifications/notification.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import { workingDayCalendar } from '../working-day-calendar'
import { Objections, type Objection } from './objection.model'

export type { Objection } from './objection.model'

/** Against what, by whom, in which words. */
export interface NewObjection {
  claimId: Types.ObjectId
  kind: RemedyKind
  personId: Types.ObjectId | null
  words: string
}

/** What filing needs: an objection may come from somebody who is not signed in. */
export interface FilingContext {
  deployment: Deployment
  moment: Moment
  tx: ClientSession
}

/**
 * Keeps what somebody says against a decision.
 * @returns the code by which its answer can be read by whoever holds it, and the day by which a bureau answers
 */
export async function fileObjection(
  { deployment, moment, tx }: FilingContext,
  { claimId, kind, personId, words }: NewObjection,
): Promise<{ code: string; dueOn: string | null }> {
  const _id = new Types.ObjectId()
  const code = deployment.randomBytes(10).toString('hex').toUpperCase()
  const dueOn = answerDueOn(workingDayCalendar, kind, moment.today)
  const record: Objection = {
    ...{ _id, claimId, kind, personId, dueOn, answer: null },
    wordsCipher: deployment.cipher.encrypt(words, placeOf(_id)),
    codeHash: codeHash(deployment.cipher, code),
    filedAt: moment.programmeNow,
  }
  await Objections.create([record], { session: tx })
  return { code: code.replace(/(.{4})(?=.)/g, '$1-'), dueOn }
}

/** All that was said against the decisions on a claim, oldest first. */
export function objectionsTo(claimId: Types.ObjectId, tx: ClientSession | null = null): Promise<Objection[]> {
  return Objections.find({ claimId }).session(tx).sort({ _id: 1 }).limit(100).lean<Objection[]>().exec()
}

/** What somebody said against decisions, newest first. */
export function objectionsOf(personId: Types.ObjectId): Promise<Objection[]> {
  return Objections.find({ personId }).sort({ _id: -1 }).limit(100).lean<Objection[]>().exec()
}

/**
 * Answers everything that is open against a claim with one answer. Who gave their name against a public list is told;
 * the worker of the claim is told by whoever calls this.
 * @throws Problem `not_in_this_state` when nothing is open
 */
export async function answerObjections(
  command: Command,
  claimId: Types.ObjectId,
  { outcome, text }: { outcome: ObjectionOutcome; text: string },
): Promise<void> {
  const { tx, actor, moment } = command
  const open = await Objections.find({ claimId, answer: null }).session(tx).lean<Objection[]>()
  if (open.length === 0) throw new Problem('not_in_this_state', { detail: '没有等着答复的异议或申诉' })
  const answer = { outcome, text, at: moment.programmeNow, byId: actor.personId }
  await Objections.updateMany({ claimId, answer: null }, { $set: { answer } }, { session: tx })
  for (const { personId, kind } of open) {
    if (personId === null || kind === 'appeal') continue
    const values = { outcome: objectionOutcomeLabels[outcome], answer: text }
    await notify(command, { personId, kind: 'objection_answered', values, typed: ['answer'] })
  }
}

/** How an objection stands, for whoever holds its code. @throws Problem `not_found` */
export async function objectionByCode(cipher: FieldCipher, code: string): Promise<ObjectionStanding> {
  const found = await Objections.findOne({ codeHash: codeHash(cipher, code) }).lean<Objection>()
  if (!found) throw new Problem('not_found', { detail: '没有这个查询码，请核对' })
  return standingOf(found)
}

/** An objection as the bureau reads it, without who it is from. */
export function presentObjection(cipher: FieldCipher, found: Objection): ObjectionView {
  const words = cipher.decrypt(found.wordsCipher, placeOf(found._id))
  return { ...standingOf(found), kind: found.kind, words }
}

/** How it stands: what anybody may know who has to do with it. */
export function standingOf({ filedAt, dueOn, answer }: Objection): ObjectionStanding {
  return {
    filedAt: filedAt.toISOString(),
    dueOn,
    answer: answer && { outcome: answer.outcome, text: answer.text, at: answer.at.toISOString() },
  }
}

/** What somebody said stays, and nobody can tell any more who it was. */
export async function forgetObjector(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await Objections.updateMany({ personId }, { $set: { personId: null } }, { session: tx })
}

/** Deletes what was said against decisions on a claim that is deleted itself. */
export async function forgetObjectionsTo(claimId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await Objections.deleteMany({ claimId }, { session: tx })
}

function codeHash(cipher: FieldCipher, code: string): string {
  return cipher.blindIndex(code, 'objectionCode')
}

function placeOf(_id: Types.ObjectId): { collection: string; field: string; recordId: string } {
  return { collection: 'objections', field: 'words', recordId: _id.toHexString() }
}
