import { Types, type ClientSession } from 'mongoose'
import * as v from 'valibot'
import type { ChargeClosingBody, ChargeReportBody, ChargeReportItem } from '#shared/charge-reports'
import { Problem } from '#shared/problem'
import type { Actor, Command, Context } from '../context'
import { notify } from '../notifications/notification.service'
import { countTry } from '../people/identity-proof.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import { ChargeReports, type ChargeReport } from './charge-report.model'

const PAGE = 20
const REPORTS_A_DAY = 5

/** Keeps a report. @param callerTag tells callers of one day apart @throws Problem `too_many_requests` */
export async function report(
  { deployment, moment }: Context,
  { actor, callerTag }: { actor: Actor | null; callerTag: string },
  { charger, amountFen, happenedOn, isAnonymous, ...words }: ChargeReportBody,
): Promise<ChargeReport> {
  if ((await countTry(`charge-report:${callerTag}`, moment.now)) > REPORTS_A_DAY)
    throw new Problem('too_many_requests', { detail: '今天举报的次数太多了，请打12345' })
  const _id = new Types.ObjectId()
  const record: ChargeReport = {
    _id,
    personId: isAnonymous ? null : (actor?.personId ?? null),
    ...{ charger, amountFen, happenedOn, closing: null, at: moment.now },
    wordsCipher: deployment.cipher.encrypt(JSON.stringify(words), placeOf(_id)),
  }
  await ChargeReports.create(record)
  return record
}

/** One page of reports, newest first. @param cursor id of the last one seen */
export async function chargeReports(
  { deployment }: Context,
  show: 'open' | 'closed',
  cursor: string | undefined,
): Promise<{ items: ChargeReportItem[]; nextCursor: string | null }> {
  const found = await ChargeReports.find({
    closing: show === 'open' ? null : { $ne: null },
    ...(cursor !== undefined && { _id: { $lt: new Types.ObjectId(cursor) } }),
  })
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<ChargeReport[]>()
  const items = found.slice(0, PAGE)
  return {
    items: items.map((each) => presentReport(deployment.cipher, each)),
    nextCursor: found.length > PAGE ? (items.at(-1)?._id.toHexString() ?? null) : null,
  }
}

/**
 * Writes down what came of a report, once, and tells the reporter who gave their name.
 * @throws Problem `not_found`, `changed_meanwhile` when somebody was faster
 */
export async function closeReport(
  command: Command,
  id: string,
  { note }: ChargeClosingBody,
): Promise<ChargeReport> {
  const { actor, moment, tx } = command
  const closing = { note, at: moment.now, byId: actor.personId }
  const changed = await ChargeReports.findOneAndUpdate(
    { _id: new Types.ObjectId(id), closing: null },
    { $set: { closing } },
    { session: tx, returnDocument: 'after' },
  ).lean<ChargeReport>()
  if (!changed) {
    const isKnown = await ChargeReports.exists({ _id: new Types.ObjectId(id) }).session(tx)
    throw new Problem(isKnown ? 'changed_meanwhile' : 'not_found')
  }
  if (changed.personId)
    await notify(command, { personId: changed.personId, kind: 'charge_report_closed', values: { note } })
  return changed
}

const words = v.strictObject({ where: v.string(), words: v.string() })

/** A report as the bureau reads it, without who reported. */
export function presentReport(cipher: FieldCipher, found: ChargeReport): ChargeReportItem {
  const { _id, charger, amountFen, happenedOn, personId, at, closing } = found
  return {
    id: _id.toHexString(),
    ...{ charger, amountFen, happenedOn },
    ...v.parse(words, JSON.parse(cipher.decrypt(found.wordsCipher, placeOf(_id)))),
    willBeTold: personId !== null,
    at: at.toISOString(),
    closing: closing && { note: closing.note, at: closing.at.toISOString() },
  }
}

/** What somebody reported under their own name, newest first. */
export function reportsOf(personId: Types.ObjectId): Promise<ChargeReport[]> {
  return ChargeReports.find({ personId }).sort({ _id: -1 }).limit(100).lean<ChargeReport[]>().exec()
}

/** The report stays, and nobody can tell any more whose it was. */
export async function forgetReporter(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await ChargeReports.updateMany({ personId }, { $set: { personId: null } }, { session: tx })
}

function placeOf(_id: Types.ObjectId): { collection: string; field: string; recordId: string } {
  return { collection: 'charge_reports', field: 'words', recordId: _id.toHexString() }
}
