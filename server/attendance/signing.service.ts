import type { Types } from 'mongoose'
import { refusedSignings, type RefusedSigning, type SignedView, type SigningBody } from '#shared/attendance'
import {
  isShortCode,
  readCodeText,
  sealOf,
  shortCode,
  signDirections,
  standingOfStep,
  stepAt,
  stepsThatCount,
  type SignDirection,
} from '#shared/attendance-code'
import { isPresent, signingTime, type AttendanceMethod } from '#shared/attendance-record'
import { Problem } from '#shared/problem'
import { deviceOfSession } from '../auth/session.service'
import { classTakingRecords } from '../classes/class-life.service'
import { classById, lessonOf, type TrainingClass } from '../classes/class.service'
import type { Command } from '../context'
import { enrolmentsOfWorker, type Enrolment } from '../enrolments/enrolment.service'
import { countTry } from '../people/identity-proof.service'
import { shanghaiDate } from '../programme-clock'
import { AttendanceRecords, type StoredAttendance } from './attendance-record.model'
import { creditLesson, recordsOfLesson } from './credit.service'
import { clockOf } from './lesson-clock'
import { keyById, keysOf, macOf, type LessonKey } from './lesson-key.service'
import { metresOff } from './place'
import { RefusedSignings } from './refused-signing.model'

type Lesson = TrainingClass['lessons'][number]

/** Six digits can be guessed: so many tries a day. */
const DIGIT_TRIES_A_DAY = 30
/** A phone without a network hands in what it scanned within so long, and its clock may be wrong by a step. */
const OFFLINE_HOURS = 24
const OFFLINE_SLACK = 1
const HOUR_MS = 3_600_000

/** A code that was made under a key, when, and how it came here. */
interface ReadCode {
  key: LessonKey
  direction: SignDirection
  step: number
  method: AttendanceMethod
  /** When it was scanned: the server’s clock, or the phone’s where there was no network. */
  scannedAt: Date
  isOffline: boolean
}

interface Place {
  item: TrainingClass
  lesson: Lesson
  enrolment: Enrolment
}

/**
 * Somebody comes or goes: by the code on the teacher's screen, once for each person. The same code again gives the same.
 * Whatever is refused is kept, with its reason.
 * @throws Problem `code_refused` with the reason in words, `too_many_requests`, `not_in_this_state`, `not_found`
 */
export async function sign(command: Command, body: SigningBody): Promise<SignedView> {
  const code = await readCode(command, body)
  const place = await placeOf(command, code)
  const at = programmeTime(command, code.scannedAt)
  const records = await recordsOfLesson(
    { classId: place.item._id, lessonId: place.lesson.id, personId: command.actor.personId },
    command.tx,
  )
  const codeKey = `${code.key._id.toHexString()}.${String(code.step)}.${code.direction}`
  const known = await AttendanceRecords.findOne({ personId: command.actor.personId, codeKey })
    .session(command.tx)
    .lean<StoredAttendance>()
  if (known) return present(place, known, hoursOn(place))
  const time = signingTime(clockOf(place.lesson), code.direction, at.getTime())
  if (time !== 'open') throw await refuse(command, time, code.key)
  if (code.direction === 'out' && !isPresent(records)) throw await refuse(command, 'not_in', code.key)
  const record = await keep(command, { code, place, at, codeKey, body })
  const credited = await creditLesson(command, place.enrolment, place.lesson)
  return present(place, record, hoursOn({ ...place, enrolment: credited }))
}

async function readCode(command: Command, { code, scannedAt }: SigningBody): Promise<ReadCode> {
  const when = await whenScanned(command, scannedAt)
  return isShortCode(code) ? readDigits(command, code, when) : readQr(command, code, when)
}

/** The phone's word on when it scanned counts only for a device that was signed in then, and for a day. */
async function whenScanned(command: Command, said: string | undefined) {
  const { moment, actor } = command
  if (said === undefined) return { scannedAt: moment.now, isOffline: false, slack: 0 }
  const scannedAt = new Date(said)
  if (moment.now.getTime() - scannedAt.getTime() > OFFLINE_HOURS * HOUR_MS)
    throw await refuse(command, 'too_late', null)
  const device = await deviceOfSession(actor.sessionId)
  if (!device?.keyHash || device.since > scannedAt) throw await refuse(command, 'other_device', null)
  if (stepAt(scannedAt.getTime()) > stepAt(moment.now.getTime()) + OFFLINE_SLACK)
    throw await refuse(command, 'ahead', null)
  return { scannedAt, isOffline: true, slack: OFFLINE_SLACK }
}

type When = Awaited<ReturnType<typeof whenScanned>>

async function readQr(command: Command, text: string, when: When): Promise<ReadCode> {
  const { tx, moment, deployment } = command
  const read = readCodeText(text)
  const key = read && (await keyById(read.keyId, moment.programmeNow, tx))
  if (!read || !key || sealOf(read, macOf(deployment.cipher, key)) !== read.seal)
    throw await refuse(command, 'forged', key)
  const standing = standingOfStep(read.step, stepAt(when.scannedAt.getTime()), when.slack)
  if (standing !== 'current') throw await refuse(command, standing, key)
  return { key, direction: read.direction, step: read.step, method: 'qr', ...when }
}

/** Digits name no lesson: they are looked for among those of today that the person could mean. */
async function readDigits(command: Command, digits: string, when: When): Promise<ReadCode> {
  const { actor, tx, moment, deployment } = command
  if ((await countTry(`attendance:${actor.id}`, moment.now)) > DIGIT_TRIES_A_DAY)
    throw new Problem('too_many_requests', { detail: '今天试的次数太多了，请扫码，或者请老师登记' })
  const enrolments = await enrolmentsOfWorker(actor.personId, tx)
  const keys = await keysOf(
    enrolments.filter(({ state }) => state !== 'dropped').map(({ classId }) => classId),
    moment.programmeNow,
    tx,
  )
  for (const key of keys) {
    const mac = macOf(deployment.cipher, key)
    const made = stepsThatCount(stepAt(when.scannedAt.getTime()), when.slack)
      .flatMap((step) =>
        signDirections.map((direction) => ({ keyId: key._id.toHexString(), step, direction })),
      )
      .find((code) => shortCode(code, mac) === digits)
    if (made) return { key, direction: made.direction, step: made.step, method: 'short_code', ...when }
  }
  throw await refuse(command, 'wrong_digits', null)
}

async function placeOf(command: Command, { key }: ReadCode): Promise<Place> {
  const { actor, tx } = command
  const known = await classById(key.classId, tx)
  const enrolment = (await enrolmentsOfWorker(actor.personId, tx)).find(
    ({ classId, state }) => classId.equals(key.classId) && state !== 'dropped',
  )
  if (!enrolment) throw await refuse(command, 'stranger', key)
  if (enrolment.lockedByClaimId)
    throw new Problem('not_in_this_state', { detail: '您的记录正在审核补贴，不能再签。有差错请联系培训机构' })
  const item = await classTakingRecords(command, known)
  return { item, lesson: lessonOf(item, key.lessonId), enrolment }
}

async function keep(
  { actor, tx, moment, deployment }: Command,
  {
    code,
    place: { item, lesson },
    at,
    codeKey,
    body,
  }: { code: ReadCode; place: Place; at: Date; codeKey: string; body: SigningBody },
): Promise<StoredAttendance> {
  const device = await deviceOfSession(actor.sessionId)
  const record = {
    ...{ classId: item._id, lessonId: lesson.id, personId: actor.personId },
    ...{ kind: code.direction, method: code.method, isOffline: code.isOffline },
    deviceTag: device?.keyHash ? deployment.cipher.blindIndex(device.keyHash, 'attendanceDevice') : null,
    placeErrorMetres: body.place ? metresOff(body.place, item.place) : null,
    ...{ hoursTenths: null, reason: null, at, receivedAt: moment.programmeNow, day: shanghaiDate(at) },
    ...{ recordedById: actor.personId, codeKey },
  }
  const [kept] = await AttendanceRecords.create([record], { session: tx })
  if (!kept) throw new Error('The store acknowledged a record of attendance without returning it')
  return kept.toObject<StoredAttendance>()
}

/** Keeps what was refused, outside the command, which is undone. */
async function refuse(
  { actor, moment }: Command,
  reason: RefusedSigning,
  key: LessonKey | null,
): Promise<Problem> {
  await RefusedSignings.create({
    personId: actor.personId,
    ...{ classId: key?.classId ?? null, lessonId: key?.lessonId ?? null },
    ...{ reason, at: moment.programmeNow },
  })
  return new Problem('code_refused', { detail: refusedSignings[reason] })
}

/** The programme's clock runs beside the real one: a moment of one on the other. */
function programmeTime({ moment }: Command, at: Date): Date {
  return new Date(at.getTime() + moment.programmeNow.getTime() - moment.now.getTime())
}

function hoursOn({ enrolment, lesson }: Place): number {
  return enrolment.attendance.find(({ lessonId }) => lessonId === lesson.id)?.hoursTenths ?? 0
}

function present(
  { item, lesson }: Place,
  { kind, at, isOffline }: StoredAttendance,
  hoursTenths: number,
): SignedView {
  return {
    classId: item._id.toHexString(),
    classTitle: item.title,
    lessonId: lesson.id,
    heldOn: lesson.heldOn,
    topic: lesson.topic,
    direction: kind === 'out' ? 'out' : 'in',
    at: at.toISOString(),
    isOffline,
    hoursTenths,
  }
}

/** Forgets the refused codes of somebody whose account goes, and that the records were theirs. */
export async function forgetRefusedSignings(personId: Types.ObjectId, tx: Command['tx']): Promise<void> {
  await RefusedSignings.deleteMany({ personId }, { session: tx })
}
