import * as v from 'valibot'
import { signDirections, typedCode } from './attendance-code'
import { attendanceMethods } from './attendance-record'
import { attendanceSigns, type AttendanceSign } from './attendance-signs'
import { instant, isoDate, line, recordId } from './primitives'

/** Where a phone says to be. Only asked for where the class wants it, and never needed. */
export const phonePlace = v.strictObject({
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  accuracyMetres: v.pipe(v.number(), v.minValue(0), v.maxValue(100_000)),
})
export type PhonePlace = v.InferOutput<typeof phonePlace>

/** A code, scanned or typed. `scannedAt` is said only by a phone that had no network then. */
export const signingBody = v.strictObject({
  code: typedCode,
  scannedAt: v.optional(v.pipe(v.string(), v.isoTimestamp('扫码时间不对，请重新扫码'))),
  place: v.optional(phonePlace),
})
export type SigningBody = v.InferOutput<typeof signingBody>

/** What came of it. */
export const signedView = v.object({
  classId: recordId,
  classTitle: v.string(),
  lessonId: v.string(),
  heldOn: isoDate,
  topic: v.string(),
  direction: v.picklist(signDirections),
  at: instant,
  isOffline: v.boolean(),
  /** Hours of this lesson on record by now, in tenths. */
  hoursTenths: v.number(),
})
export type SignedView = v.InferOutput<typeof signedView>

/** The key of a lesson for the teacher's device, which makes the codes by itself, with a network or without. */
export const lessonKeyView = v.object({
  keyId: recordId,
  /** 32 bytes in hexadecimal. */
  key: v.string(),
  classTitle: v.string(),
  topic: v.string(),
  heldOn: isoDate,
  startsAt: v.string(),
  endsAt: v.string(),
  validUntil: instant,
  /** By it the device sets its own clock right. */
  serverNow: instant,
})
export type LessonKeyView = v.InferOutput<typeof lessonKeyView>

/** Why somebody's code was not taken. Each is kept, with who and when. */
export const refusedSignings = {
  forged: '这个码不对。请扫老师手机上现在的签到码',
  wrong_digits: '数字不对，或者换过了。请看老师手机上现在的6位数字',
  old: '这个码过期了，拍照转发的不能用。请到课堂扫老师手机上现在的码',
  ahead: '手机时间不对，请打开“自动设置时间”再扫一次',
  other_device: '没网时的签到，要用当时登录着的那部手机交',
  too_late: '没网时的签到要在一天内交。请找老师登记',
  stranger: '您不在这个班的名单里。请先报名，或者问老师',
  early: '还没到签到的时间，课前一小时起可以签',
  late: '已经过了时间。请找老师登记，写明原因',
  not_in: '您还没签到，不能签退。请先签到，或者请老师登记',
} as const
export type RefusedSigning = keyof typeof refusedSignings
export const refusedSigningNames = Object.keys(refusedSignings) as [RefusedSigning, ...RefusedSigning[]]

export const signNames = Object.keys(attendanceSigns) as [AttendanceSign, ...AttendanceSign[]]

/** What is on record of one person in one lesson. */
export const lessonPersonView = v.object({
  enrolmentId: recordId,
  nameMasked: v.string(),
  /** Every record in its order: came, went, or credited by the teacher. */
  records: v.array(
    v.object({
      kind: v.picklist(['in', 'out', 'hours']),
      method: v.picklist(attendanceMethods),
      isOffline: v.boolean(),
      at: instant,
      hoursTenths: v.nullable(v.number()),
      reason: v.nullable(v.string()),
    }),
  ),
  isPresent: v.boolean(),
  /** Null = nothing is on record. */
  hoursTenths: v.nullable(v.number()),
})
export type LessonPersonView = v.InferOutput<typeof lessonPersonView>

/** A lesson as its teacher sees it. */
export const lessonAttendanceView = v.object({
  lesson: v.object({
    id: v.string(),
    heldOn: isoDate,
    startsAt: v.string(),
    endsAt: v.string(),
    topic: v.string(),
    hoursTenths: v.number(),
  }),
  people: v.array(lessonPersonView),
  presentCount: v.number(),
  /** Reasons to look, for the whole lesson or for some of its people. */
  signs: v.array(
    v.object({ sign: v.picklist(signNames), title: v.string(), ask: v.string(), names: v.array(v.string()) }),
  ),
  /** Codes that were not taken, newest first; twenty at the most. */
  refused: v.array(v.object({ at: instant, nameMasked: v.string(), reason: v.string() })),
})
export type LessonAttendanceView = v.InferOutput<typeof lessonAttendanceView>

/** What a person found who looked at a sign. */
export const lookOutcomes = { explained: '有合理解释', doubtful: '有疑问，要查' } as const
export const lookOutcomeNames = Object.keys(lookOutcomes) as [
  keyof typeof lookOutcomes,
  ...(keyof typeof lookOutcomes)[],
]
export const signLookBody = v.strictObject({
  outcome: v.picklist(lookOutcomeNames, '请选看下来怎么样'),
  note: line(200),
})
export type SignLookBody = v.InferOutput<typeof signLookBody>

/** A sign as officers list it. */
export const attendanceFlagView = v.object({
  id: v.string(),
  sign: v.picklist(signNames),
  title: v.string(),
  ask: v.string(),
  classTitle: v.string(),
  institutionName: v.string(),
  heldOn: v.nullable(isoDate),
  topic: v.nullable(v.string()),
  namesMasked: v.array(v.string()),
  foundAt: instant,
  look: v.nullable(v.object({ outcome: v.picklist(lookOutcomeNames), note: v.string(), at: instant })),
})
export type AttendanceFlagView = v.InferOutput<typeof attendanceFlagView>
export const attendanceFlagListQuery = v.strictObject({
  show: v.optional(v.picklist(['open', 'looked'], '没有这个列表'), 'open'),
  cursor: v.optional(line(200)),
})
export const attendanceFlagListView = v.object({
  items: v.array(attendanceFlagView),
  nextCursor: v.nullable(v.string()),
})
export type AttendanceFlagListView = v.InferOutput<typeof attendanceFlagListView>
