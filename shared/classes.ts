import * as v from 'valibot'
import { readableLine } from './identity'
import { hoursTenths, isoDate, pageQuery, recordId } from './primitives'

/** How a lesson is given; online hours count by ratio only (clause （七）, setting A26). */
export const lessonModes = ['onsite', 'online'] as const

export const lessonView = v.object({
  id: v.string(),
  heldOn: isoDate,
  /** Clock times HH:MM, breaks included: eight hours of lesson may take nine of the clock. */
  startsAt: v.string(),
  endsAt: v.string(),
  mode: v.picklist(lessonModes),
  hoursTenths: v.number(),
  topic: v.string(),
})
export type LessonView = v.InferOutput<typeof lessonView>

/** A training class as the public sees it. */
export const classView = v.object({
  id: recordId,
  title: v.string(),
  tradeSeq: v.number(),
  institution: v.object({ id: recordId, name: v.string(), kindText: v.string() }),
  place: v.object({ name: v.string(), address: v.string(), latitude: v.number(), longitude: v.number() }),
  startsOn: v.string(),
  endsOn: v.string(),
  enrolUntil: v.string(),
  examOn: v.string(),
  onsiteHoursTenths: v.number(),
  onlineHoursTenths: v.number(),
  capacity: v.number(),
  seatsLeft: v.number(),
  teacherName: v.string(),
  priceFen: v.number(),
  isDemo: v.boolean(),
  /** What the viewer may do now, and why not: the phone never works it out by itself. */
  enrolment: v.object({
    open: v.boolean(),
    reason: v.string(),
    myEnrolmentId: v.nullable(recordId),
    /** Why nothing will be paid for a booking of today, to be confirmed before it; null = the rules decide. */
    noSubsidy: v.nullable(v.string()),
    /** Full, and enrolment still goes on: one may stand in line. */
    mayWait: v.boolean(),
    /** The viewer's place in that line, and how many stand in front. */
    waiting: v.nullable(v.object({ id: recordId, ahead: v.number() })),
  }),
})
export type ClassView = v.InferOutput<typeof classView>
export const classDetailView = v.object({ ...classView.entries, lessons: v.array(lessonView) })
export type ClassDetailView = v.InferOutput<typeof classDetailView>

export const classListQuery = v.strictObject({
  tradeSeq: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/, '工种编号不对'), v.transform(Number))),
  /** Classes of this institution alone. */
  institutionId: v.optional(recordId),
  ...pageQuery,
})
export const classListView = v.object({ items: v.array(classView), nextCursor: v.nullable(v.string()) })
export type ClassListView = v.InferOutput<typeof classListView>

/** One line of the institution's roster. The institution sees masked identities only. */
export const rosterEntryView = v.object({
  enrolmentId: recordId,
  nameMasked: v.string(),
  residentIdMasked: v.string(),
  joinedLate: v.boolean(),
  state: v.string(),
  stateText: v.string(),
  onsiteHoursTenths: v.number(),
  onlineHoursTenths: v.number(),
  /** Hours credited per lesson id, in tenths. */
  attendance: v.record(v.string(), v.number()),
  exam: v.nullable(v.object({ passed: v.boolean(), examinedOn: v.string() })),
  certificate: v.nullable(
    v.object({
      kind: v.string(),
      number: v.string(),
      issuedOn: v.string(),
      issuer: v.nullable(v.string()),
      expiresOn: v.nullable(v.string()),
    }),
  ),
  /** Results that a claim in review rests on may no longer be changed. */
  locked: v.boolean(),
  revision: v.number(),
})
export type RosterEntryView = v.InferOutput<typeof rosterEntryView>

export const institutionClassView = v.object({
  ...classDetailView.entries,
  /** Kind of certificate the trade's rule asks for; null where it asks for none. */
  wantedCertificate: v.nullable(v.object({ kind: v.string(), label: v.string() })),
  today: isoDate,
  /** The evaluation body whose people enter results and certificates; null = the institution does. */
  examiner: v.nullable(v.string()),
  roster: v.array(rosterEntryView),
})
export type InstitutionClassView = v.InferOutput<typeof institutionClassView>
export const institutionClassListView = v.object({
  items: v.array(v.object({ ...classView.entries, enrolledCount: v.number(), toDoText: v.string() })),
})
export type InstitutionClassListView = v.InferOutput<typeof institutionClassListView>

/** Classes that an evaluation body examines, by the page; with what its people have to enter next. */
export const examinedClassListView = v.object({
  ...institutionClassListView.entries,
  nextCursor: v.nullable(v.string()),
})
export type ExaminedClassListView = v.InferOutput<typeof examinedClassListView>
export const examinedClassListQuery = v.strictObject(pageQuery)

/** Hours that each listed person attended of one lesson; people not listed stay as they were. */
export const attendanceBody = v.strictObject({
  entries: v.pipe(
    v.array(
      v.strictObject({
        enrolmentId: recordId,
        hoursTenths: hoursTenths,
        /** Why, where it is more than the roll of the day; a correction needs it. */
        reason: v.optional(readableLine(100)),
      }),
    ),
    v.minLength(1, '请至少勾选一个人'),
    v.maxLength(500, '一次最多500人'),
  ),
})
export type AttendanceBody = v.InferOutput<typeof attendanceBody>

export const examResultBody = v.strictObject({ passed: v.boolean('请选合格或不合格'), examinedOn: isoDate })
export type ExamResultBody = v.InferOutput<typeof examResultBody>

export const certificateKinds = ['competency', 'special_operations', 'special_skill', 'level'] as const
export const certificateLabels: Record<(typeof certificateKinds)[number], string> = {
  competency: '考核合格证书',
  special_operations: '建筑施工特种作业人员证',
  special_skill: '专项能力证书',
  level: '职业资格或技能等级证书',
}
export const certificateBody = v.strictObject({
  kind: v.picklist(certificateKinds, '请选证书种类'),
  number: v.pipe(
    readableLine(40),
    v.regex(/^[0-9A-Za-z\p{Script=Han}()（）-]{4,40}$/u, '证书编号只能是字母、数字、汉字和短横线，至少4位'),
  ),
  issuedOn: isoDate,
})
export type CertificateBody = v.InferOutput<typeof certificateBody>
