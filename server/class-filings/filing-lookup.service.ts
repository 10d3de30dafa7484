import { Types, type ClientSession } from 'mongoose'
import { Problem } from '#shared/problem'
import type { Actor } from '../context'
import { ClassFilings, type ClassFiling } from './class-filing.model'

export type { ClassFiling, FilingReturn } from './class-filing.model'

const PAGE = 20

export interface FilingPage {
  items: ClassFiling[]
  nextCursor: string | null
}

/**
 * A filing that this actor may see: an institution its own and those that it is asked to hold jointly, a bureau whatever has
 * reached the bureaux.
 * @throws Problem `not_found`, also for "exists but not yours"
 */
export async function visibleFiling(
  actor: Actor,
  id: string,
  tx: ClientSession | null = null,
): Promise<ClassFiling> {
  const filing = await ClassFilings.findById(id).session(tx).lean<ClassFiling>()
  if (!filing || !maySee(actor, filing))
    throw new Problem('not_found', { detail: '没有这个备案，请返回列表看看' })
  return filing
}

/** One page of an institution's own filings and of those it is asked to hold jointly, newest first. */
export async function filingsOfInstitution(actor: Actor, cursor: string | undefined): Promise<FilingPage> {
  const { institutionId } = actor
  if (!institutionId) throw new Problem('not_allowed', { detail: '您的账号还没有关联培训机构' })
  const found = await ClassFilings.find({
    $or: [{ institutionId }, { partnerId: institutionId, state: { $ne: 'draft' } }],
    ...beforeCursor(cursor),
  })
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<ClassFiling[]>()
  return pageOf(found, (last) => last._id.toHexString())
}

/** How many drafts an institution has that were never filed. */
export function countDrafts(institutionId: Types.ObjectId, tx: ClientSession): Promise<number> {
  return ClassFilings.countDocuments({ institutionId, state: 'draft' }).session(tx).exec()
}

/** One page of the filings that wait for a bureau, longest waiting first. */
export async function waitingFilings(
  bureau: 'housing' | 'hr',
  cursor: string | undefined,
): Promise<FilingPage> {
  const after = cursor === undefined ? null : queueCursor(cursor)
  const found = await ClassFilings.find({
    state: bureau === 'housing' ? 'filed' : 'housing_approved',
    ...(after && { $or: [{ filedAt: { $gt: after.at } }, { filedAt: after.at, _id: { $gt: after.id } }] }),
  })
    .sort({ filedAt: 1, _id: 1 })
    .limit(PAGE + 1)
    .lean<ClassFiling[]>()
  return pageOf(found, (last) => `${String(last.filedAt?.getTime() ?? 0)}.${last._id.toHexString()}`)
}

/** One page of the filings on which this officer has decided, newest first. */
export async function decidedFilings(actor: Actor, cursor: string | undefined): Promise<FilingPage> {
  const found = await ClassFilings.find({ reviewerIds: actor.personId, ...beforeCursor(cursor) })
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<ClassFiling[]>()
  return pageOf(found, (last) => last._id.toHexString())
}

/** Filings of the same step that came earlier; null when no bureau is working on it. */
export async function aheadOf(
  { state, filedAt }: ClassFiling,
  tx: ClientSession | null,
): Promise<number | null> {
  if (state !== 'filed' && state !== 'housing_approved') return null
  return ClassFilings.countDocuments({ state, filedAt: { $lt: filedAt } }).session(tx)
}

function maySee({ roles, institutionId }: Actor, filing: ClassFiling): boolean {
  if (institutionId?.equals(filing.institutionId)) return true
  if (institutionId && filing.partnerId?.equals(institutionId)) return filing.state !== 'draft'
  return filing.filedAt !== null && (roles.includes('housing') || roles.includes('hr'))
}

function pageOf(found: ClassFiling[], cursor: (last: ClassFiling) => string): FilingPage {
  const items = found.slice(0, PAGE)
  const last = items.at(-1)
  return { items, nextCursor: found.length > PAGE && last ? cursor(last) : null }
}

function beforeCursor(cursor: string | undefined) {
  if (cursor === undefined) return {}
  if (!/^[0-9a-f]{24}$/.test(cursor)) throw new Problem('not_found', { detail: '列表已更新，请从头再看' })
  return { _id: { $lt: new Types.ObjectId(cursor) } }
}

function queueCursor(text: string): { at: Date; id: Types.ObjectId } {
  const match = /^(\d{1,15})\.([0-9a-f]{24})$/.exec(text)
  if (!match?.[1] || !match[2]) throw new Problem('not_found', { detail: '列表已更新，请从头再看' })
  return { at: new Date(Number(match[1])), id: new Types.ObjectId(match[2]) }
}
