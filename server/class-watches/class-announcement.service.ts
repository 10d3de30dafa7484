import type { ClientSession, Types } from 'mongoose'
import { areaOfAddress } from '#shared/class-watches'
import { rowOn } from '#shared/policy-catalogue'
import { chineseDay } from '#shared/subsidy-policy'
import { classesOpenOn, type TrainingClass } from '../classes/class.service'
import type { Deployment, Moment } from '../context'
import { notify } from '../notifications/notification.service'
import { ClassAnnouncements, ClassWatches, type ClassWatch } from './class-watch.model'

/** What the job works with. */
export interface AnnouncementDeps {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

const BATCH = 50

/**
 * Tells everybody who waits for a class of its trade, in its district, that one has opened: once per class. A run that was
 * cut off begins the class again, and who was told already is not told twice.
 * @returns how many people were told
 */
export async function announceClasses(deps: AnnouncementDeps): Promise<number> {
  const open = await classesOpenOn(deps.moment().today)
  const told = await ClassAnnouncements.find({ _id: { $in: open.map(({ _id }) => _id) } }).lean()
  const done = new Set(told.map(({ _id }) => _id.toHexString()))
  let count = 0
  for (const item of open) {
    if (done.has(item._id.toHexString())) continue
    count += await announce(deps, item)
    const announcedAt = deps.moment().now
    await deps.inTransaction((tx) =>
      ClassAnnouncements.updateOne(
        { _id: item._id },
        { $setOnInsert: { announcedAt } },
        { session: tx, upsert: true },
      ),
    )
  }
  return count
}

async function announce(deps: AnnouncementDeps, item: TrainingClass): Promise<number> {
  const area = areaOfAddress(item.place.address)
  const where = area === null ? {} : { area: { $in: [area, null] } }
  let count = 0
  let after: Types.ObjectId | null = null
  for (;;) {
    const watches: ClassWatch[] = await ClassWatches.find({
      ...{ tradeSeq: item.tradeSeq, ...where },
      ...(after && { _id: { $gt: after } }),
    })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean<ClassWatch[]>()
    count += await deps.inTransaction((tx) => tell(deps, item, { watches, tx }))
    after = watches.at(-1)?._id ?? null
    if (watches.length < BATCH) return count
  }
}

async function tell(
  { deployment, moment }: AnnouncementDeps,
  item: TrainingClass,
  { watches, tx }: { watches: readonly ClassWatch[]; tx: ClientSession },
): Promise<number> {
  const now = moment()
  const values = {
    trade: rowOn(deployment.policies.inForce.catalogue, item.tradeSeq, now.today)?.name ?? item.title,
    classTitle: item.title,
    startsOn: chineseDay(item.startsOn),
    place: item.place.name,
    enrolUntil: chineseDay(item.enrolUntil),
  }
  let count = 0
  for (const { personId } of watches) {
    const onceKey = `class-opened:${item._id.toHexString()}:${personId.toHexString()}`
    const message = { personId, kind: 'class_opened' as const, values, classId: item._id, onceKey }
    if (await notify({ deployment, moment: now, tx }, message)) count += 1
  }
  return count
}
