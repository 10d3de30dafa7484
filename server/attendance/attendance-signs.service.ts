import { createHash } from 'node:crypto'
import { Types, type ClientSession } from 'mongoose'
import {
  isCertificateEarly,
  lessonKeyOf,
  signsOfLesson,
  type LessonEvidence,
  type SignFound,
} from '#shared/attendance-signs'
import { classById, findClasses, type TrainingClass } from '../classes/class.service'
import type { Moment } from '../context'
import { certificatesEnteredSince } from '../enrolments/entered-certificates.service'
import { AttendanceFlags } from './attendance-flag.model'
import { AttendanceRecords, type StoredAttendance } from './attendance-record.model'
import { asRecord } from './credit.service'
import { clockOf } from './lesson-clock'

/** What the job works with. */
export interface SignDeps {
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

/** Every run looks at what came in during the last day: one that was cut off is made up for by the next. */
const LOOK_BACK_MS = 86_400_000
const MOST_LESSONS = 500

/**
 * Looks for what cannot well be in lessons of which something came in lately, and in certificates entered lately. A sign
 * found again is no new one.
 * @returns how many are new
 */
export async function findAttendanceSigns(deps: SignDeps): Promise<number> {
  const since = new Date(deps.moment().programmeNow.getTime() - LOOK_BACK_MS)
  const lessons = await AttendanceRecords.aggregate<{ _id: { classId: Types.ObjectId; lessonId: string } }>([
    { $match: { receivedAt: { $gte: since } } },
    { $group: { _id: { classId: '$classId', lessonId: '$lessonId' } } },
    { $limit: MOST_LESSONS },
  ])
  let count = 0
  for (const { _id } of lessons) count += await keepSigns(deps, _id, await signsIn(_id.classId, _id.lessonId))
  for (const { classId, personId, issuedOn } of await certificatesEnteredSince(since)) {
    const { endsOn } = await classById(classId)
    if (!isCertificateEarly(issuedOn, endsOn)) continue
    const found: SignFound = { sign: 'certificate_early', personIds: [personId.toHexString()] }
    count += await keepSigns(deps, { classId, lessonId: null }, [found])
  }
  return count
}

/** The signs in what is on record of a lesson now. */
export async function signsIn(classId: Types.ObjectId, lessonId: string): Promise<SignFound[]> {
  const here = await AttendanceRecords.find({ classId, lessonId }).lean<StoredAttendance[]>()
  if (here.length === 0) return []
  const days = [...new Set(here.map(({ day }) => day))]
  const personIds = here.map(({ personId }) => personId)
  const tags = here.flatMap(({ deviceTag }) => deviceTag ?? [])
  const around = await AttendanceRecords.find({
    day: { $in: days },
    $or: [{ personId: { $in: personIds } }, { deviceTag: { $in: tags } }],
  }).lean<StoredAttendance[]>()
  const records = new Map([...here, ...around].map((record) => [record._id.toHexString(), asRecord(record)]))
  const classes = await findClasses([...here, ...around].map((record) => record.classId))
  const item = classes.get(classId.toHexString())
  if (!item) throw new Error(`Records of attendance point to no class ${classId.toHexString()}`)
  const evidence: LessonEvidence = {
    classId: classId.toHexString(),
    lessonId,
    capacity: item.capacity,
    records: [...records.values()],
    lessonEnds: endsOf([...classes.values()]),
  }
  return signsOfLesson(evidence)
}

function endsOf(classes: readonly TrainingClass[]): Map<string, number> {
  return new Map(
    classes.flatMap(({ _id, lessons }) =>
      lessons.map((lesson): [string, number] => [
        lessonKeyOf({ classId: _id.toHexString(), lessonId: lesson.id }),
        clockOf(lesson).endsAtMs,
      ]),
    ),
  )
}

/** The same sign about the same people in the same place has the same name. */
function nameOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join(':')).digest('base64url')
}

async function keepSigns(
  { moment, inTransaction }: SignDeps,
  { classId, lessonId }: { classId: Types.ObjectId; lessonId: string | null },
  found: readonly SignFound[],
): Promise<number> {
  if (found.length === 0) return 0
  const foundAt = moment().programmeNow
  return inTransaction(async (tx) => {
    let count = 0
    for (const { sign, personIds } of found) {
      const _id = nameOf([classId.toHexString(), lessonId ?? '', sign, ...personIds])
      const ids = personIds.map((personId) => new Types.ObjectId(personId))
      const kept = await AttendanceFlags.updateOne(
        { _id },
        { $setOnInsert: { classId, lessonId, sign, personIds: ids, foundAt, look: null } },
        { session: tx, upsert: true },
      )
      count += kept.upsertedCount
    }
    return count
  })
}
