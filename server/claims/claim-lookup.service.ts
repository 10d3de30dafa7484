import { Types, type ClientSession, type QueryFilter } from 'mongoose'
import { reaches } from '#shared/counties'
import type { Role } from '#shared/people'
import { Problem } from '#shared/problem'
import type { Actor } from '../context'
import { Claims, type Claim } from './claim.model'

export type { Claim, ClaimPayment } from './claim.model'

const PAGE = 20

/**
 * A claim that this actor may see: workers their own, bureaux those of their county, the city's all. Finance sees what it pays in its own lists, and no
 * more of the person than that.
 * @throws Problem `not_found`, also for "exists but not yours"
 */
export async function visibleClaim(
  actor: Actor,
  claimId: string,
  tx: ClientSession | null = null,
): Promise<Claim> {
  const claim = await Claims.findById(claimId).session(tx).lean<Claim>()
  if (!claim || !maySee(actor, claim)) throw new Problem('not_found')
  return claim
}

/** One page of a worker's own claims, newest first. */
export async function claimsOfWorker(actor: Actor, cursor: string | undefined) {
  return pageOf(
    await Claims.find({ workerId: actor.personId, ...beforeCursor(cursor) })
      .sort({ _id: -1 })
      .limit(PAGE + 1)
      .lean<Claim[]>(),
    (last) => last._id.toHexString(),
  )
}

/** All claims of a worker, newest first: for the copy of their data. */
export function everyClaimOf(workerId: Types.ObjectId): Promise<Claim[]> {
  return Claims.find({ workerId }).sort({ _id: -1 }).lean<Claim[]>().exec()
}

/** Lists of claims that a bureau has something to do with. */
export type BureauList = 'waiting' | 'mine' | 'contested' | 'held'

/** One page of the claims that wait for this bureau, longest waiting first. */
export async function waitingClaims(
  actor: Actor,
  bureau: 'housing' | 'hr',
  list: BureauList,
  cursor: string | undefined,
): Promise<ClaimPage> {
  const after = cursor === undefined ? null : queueCursor(cursor)
  const found = await Claims.find({
    ...listed[list](bureau, actor),
    ...ofCounty(actor),
    ...(after
      ? { $and: [{ $or: [{ queueAt: { $gt: after.at } }, { queueAt: after.at, _id: { $gt: after.id } }] }] }
      : {}),
  })
    .sort({ queueAt: 1, _id: 1 })
    .limit(PAGE + 1)
    .lean<Claim[]>()
  return pageOf(found, (last) => `${last.queueAt.getTime()}.${last._id.toHexString()}`)
}

/** What each list holds: objections are the HR bureau's, appeals those of the bureau that refused. */
const listed: Readonly<Record<BureauList, (bureau: 'housing' | 'hr', actor: Actor) => QueryFilter<Claim>>> = {
  waiting: (bureau) => ({ state: `${bureau}_review` }),
  mine: (bureau, { personId }) => ({ state: `${bureau}_review`, 'assignee.personId': personId }),
  contested: (bureau) => ({
    $or: [
      { state: 'appealed', 'refused.by': bureau },
      ...(bureau === 'hr' ? [{ state: 'objected' as const }] : []),
    ],
  }),
  held: (bureau) => ({
    state: 'held',
    'hold.from': bureau === 'housing' ? 'housing_review' : { $in: ['hr_review', 'payable'] },
  }),
}

/** Claims, and where the next ones begin; null when these are the last. */
export interface ClaimPage {
  items: Claim[]
  nextCursor: string | null
}

/** One page of the claims that this officer has decided on, newest first. */
export async function decidedClaims(actor: Actor, cursor: string | undefined) {
  return pageOf(
    await Claims.find({ reviewerIds: actor.personId, ...ofCounty(actor), ...beforeCursor(cursor) })
      .sort({ _id: -1 })
      .limit(PAGE + 1)
      .lean<Claim[]>(),
    (last) => last._id.toHexString(),
  )
}

/** The live claim for an entitlement, if there is one. */
export function liveClaimFor(entitlementKey: string, tx: ClientSession | null = null): Promise<Claim | null> {
  return Claims.findOne({ entitlementKey }).session(tx).lean<Claim>().exec()
}

/**
 * The live claim that stands against a new one: for the same training, or for the same entitlement. The training comes
 * first, because its certificate may have been mended since.
 */
export async function standingClaim(
  enrolmentId: Types.ObjectId,
  entitlementKey: string | null,
  tx: ClientSession | null = null,
): Promise<Claim | null> {
  const ofTraining = await Claims.findOne({ enrolmentId, entitlementKey: { $exists: true } })
    .session(tx)
    .lean<Claim>()
  if (ofTraining || entitlementKey === null) return ofTraining
  return liveClaimFor(entitlementKey, tx)
}

/**
 * The claims of a person that count towards limits: paid, approved and under way. Refused and withdrawn ones do not.
 * @param workerIds the account, and those that the person had before it
 */
export function countedClaims(
  workerIds: readonly Types.ObjectId[],
  tx: ClientSession | null = null,
): Promise<Claim[]> {
  return Claims.find({ workerId: { $in: workerIds }, state: { $nin: ['refused', 'withdrawn'] } })
    .session(tx)
    .lean<Claim[]>()
    .exec()
}

/**
 * What a worker reads when the claim that stands against theirs is another account's: no number, no progress of it. For a
 * training that can only be the account that they had before this one.
 */
export function claimedElsewhere({ entitlementKey }: Pick<Claim, 'entitlementKey'>): {
  text: string
  fix: 'institution' | 'none'
} {
  return entitlementKey?.startsWith('training:')
    ? { text: '这次培训，您注销以前的账号已经领过补贴，不能再领', fix: 'none' }
    : { text: '这个证书编号已在别人的申领里，请联系培训机构核对', fix: 'institution' }
}

/** Live claims by enrolment. */
export async function claimsOfEnrolments(
  enrolmentIds: readonly Types.ObjectId[],
  tx: ClientSession | null,
): Promise<Map<string, Claim>> {
  const found = await Claims.find({
    enrolmentId: { $in: enrolmentIds },
    entitlementKey: { $exists: true },
  })
    .session(tx)
    .lean<Claim[]>()
  return new Map(found.map((claim) => [claim.enrolmentId.toHexString(), claim]))
}

/** Claims of the same county in the same step that came earlier; null when nobody is working on it. */
export async function aheadInQueue(claim: Claim, tx: ClientSession | null = null): Promise<number | null> {
  if (claim.state !== 'housing_review' && claim.state !== 'hr_review') return null
  const { county = null, state, queueAt } = claim
  return Claims.countDocuments({ county, state, queueAt: { $lt: queueAt } }).session(tx)
}

/** Claims that wait for their money, longest waiting first. @param actor whose county's; left out = all, for jobs */
export function payableClaims(
  actor: Pick<Actor, 'county'> | null,
  tx: ClientSession | null = null,
): Promise<Claim[]> {
  return Claims.find({ state: 'payable', ...ofCounty(actor) })
    .session(tx)
    .sort({ payableSince: 1, _id: 1 })
    .limit(500)
    .lean<Claim[]>()
    .exec()
}

/** What these people have waiting for their money. */
export function payableClaimsOf(workerIds: readonly Types.ObjectId[], tx: ClientSession): Promise<Claim[]> {
  return Claims.find({ workerId: { $in: workerIds }, state: 'payable' })
    .session(tx)
    .lean<Claim[]>()
    .exec()
}

/** One page of the claims whose names are public, newest first; or the one that is asked for, if it is. */
export async function claimsInPublicity({
  cursor,
  id,
  tx = null,
}: {
  cursor?: string | undefined
  id?: string
  tx?: ClientSession | null
}): Promise<ClaimPage> {
  const found = await Claims.find({
    state: { $in: ['in_publicity', 'objected'] },
    ...beforeCursor(cursor),
    ...(id !== undefined && { _id: new Types.ObjectId(id) }),
  })
    .session(tx)
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<Claim[]>()
  return pageOf(found, (last) => last._id.toHexString())
}

/** Claims by id, for services that move them. @throws Problem `not_found` unless all are there */
export async function claimsById(ids: readonly string[], tx: ClientSession): Promise<Claim[]> {
  const found = await Claims.find({ _id: { $in: ids } })
    .session(tx)
    .lean<Claim[]>()
  if (found.length !== new Set(ids).size)
    throw new Problem('not_found', { detail: '有的申领已不在列表里，请刷新' })
  return found
}

function maySee(actor: Actor, claim: Claim): boolean {
  const seesAll: readonly Role[] = ['housing', 'hr']
  if (claim.workerId.equals(actor.personId)) return true
  return actor.roles.some((role) => seesAll.includes(role)) && reaches(actor.county, claim.county ?? null)
}

/** The city's officers see all; those of a county what is their county's. */
function ofCounty(actor: Pick<Actor, 'county'> | null): Pick<QueryFilter<Claim>, 'county'> {
  return actor?.county ? { county: actor.county } : {}
}

function pageOf(found: Claim[], cursor: (last: Claim) => string): ClaimPage {
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

/** The claims that came after another and before a moment, oldest first: for what counts on from where it was. */
export function claimsAfter(
  id: Types.ObjectId | null,
  before: Date,
  { limit, tx }: { limit: number; tx: ClientSession },
): Promise<Pick<Claim, '_id' | 'policy' | 'rule'>[]> {
  const until = Types.ObjectId.createFromTime(Math.floor(before.getTime() / 1000))
  return Claims.find({ _id: { ...(id && { $gt: id }), $lt: until } }, { policy: 1, rule: 1 })
    .session(tx)
    .sort({ _id: 1 })
    .limit(limit)
    .lean<Pick<Claim, '_id' | 'policy' | 'rule'>[]>()
    .exec()
}
