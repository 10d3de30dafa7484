import type { ClientSession, Types } from 'mongoose'
import type { AttendanceFlagView, SignLookBody } from '#shared/attendance'
import { attendanceSigns } from '#shared/attendance-signs'
import { Problem } from '#shared/problem'
import { findClasses } from '../classes/class.service'
import type { Command, Context } from '../context'
import { findInstitutions } from '../institutions/institution.service'
import { maskedNamesOf } from '../people/person-contact.service'
import { AttendanceFlags, type AttendanceFlag } from './attendance-flag.model'

const PAGE = 20

/** One page of signs, newest first. @param show those that nobody looked at yet, or the others */
export async function attendanceFlags(
  show: 'open' | 'looked',
  cursor: string | undefined,
): Promise<{ items: AttendanceFlag[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : placeOf(cursor)
  const found = await AttendanceFlags.find({
    look: show === 'open' ? null : { $ne: null },
    ...(after && {
      $or: [{ foundAt: { $lt: after.foundAt } }, { foundAt: after.foundAt, _id: { $lt: after._id } }],
    }),
  })
    .sort({ foundAt: -1, _id: -1 })
    .limit(PAGE + 1)
    .lean<AttendanceFlag[]>()
  const items = found.slice(0, PAGE)
  const last = items.at(-1)
  return {
    items,
    nextCursor: found.length > PAGE && last ? `${last.foundAt.toISOString()} ${last._id}` : null,
  }
}

/** What there is to look at about somebody's lessons of a class, in words: nobody has yet, or somebody did and doubts. */
export async function openSignsAbout(
  classId: Types.ObjectId,
  personId: Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<{ open: string[]; doubtful: string[] }> {
  const ofClass = await AttendanceFlags.find({ classId }).session(tx).lean<AttendanceFlag[]>()
  const found = ofClass.filter(
    ({ personIds }) => personIds.length === 0 || personIds.some((id) => id.equals(personId)),
  )
  const titles = (which: (flag: AttendanceFlag) => boolean) => [
    ...new Set(found.filter(which).map(({ sign }) => attendanceSigns[sign].title)),
  ]
  return {
    open: titles(({ look }) => look === null),
    doubtful: titles(({ look }) => look?.outcome === 'doubtful'),
  }
}

/** Writes down what was found by looking; hours stay as they are. @throws Problem `not_found`, `changed_meanwhile` */
export async function lookAtFlag(
  { actor, tx, moment }: Command,
  id: string,
  { outcome, note }: SignLookBody,
): Promise<AttendanceFlag> {
  const look = { outcome, note, at: moment.programmeNow, byId: actor.personId }
  const changed = await AttendanceFlags.findOneAndUpdate(
    { _id: id, look: null },
    { $set: { look } },
    { session: tx, returnDocument: 'after' },
  ).lean<AttendanceFlag>()
  if (changed) return changed
  const isKnown = await AttendanceFlags.exists({ _id: id }).session(tx)
  throw isKnown
    ? new Problem('changed_meanwhile', { detail: '这一条已经有人看过了，请刷新' })
    : new Problem('not_found', { detail: '没有这一条，请刷新' })
}

/** Signs as officers read them, people masked. */
export async function presentFlags(
  { deployment }: Context,
  flags: readonly AttendanceFlag[],
): Promise<AttendanceFlagView[]> {
  const classes = await findClasses(flags.map(({ classId }) => classId))
  const institutions = await findInstitutions([...classes.values()].map(({ institutionId }) => institutionId))
  const names = await maskedNamesOf(
    deployment.cipher,
    flags.flatMap(({ personIds }) => personIds),
  )
  return flags.map(({ _id, classId, lessonId, sign, personIds, foundAt, look }) => {
    const item = classes.get(classId.toHexString())
    if (!item) throw new Error(`Sign ${_id} points to no class`)
    const lesson = item.lessons.find(({ id }) => id === lessonId)
    return {
      id: _id,
      sign,
      ...attendanceSigns[sign],
      classTitle: item.title,
      institutionName: institutions.get(item.institutionId.toHexString())?.name ?? '',
      heldOn: lesson?.heldOn ?? null,
      topic: lesson?.topic ?? null,
      namesMasked: personIds.map((personId) => names.get(personId.toHexString()) ?? '未实名'),
      foundAt: foundAt.toISOString(),
      look: look && { outcome: look.outcome, note: look.note, at: look.at.toISOString() },
    }
  })
}

function placeOf(cursor: string): { foundAt: Date; _id: string } {
  const [instant = '', ...rest] = cursor.split(' ')
  const foundAt = new Date(instant)
  if (Number.isNaN(foundAt.getTime()) || rest.length === 0)
    throw new Problem('not_found', { detail: '列表已更新，请从头再看' })
  return { foundAt, _id: rest.join(' ') }
}

/** Whom a page of signs is about. */
export function peopleIn(flags: readonly AttendanceFlag[]): Types.ObjectId[] {
  return flags.flatMap(({ personIds }) => personIds)
}
