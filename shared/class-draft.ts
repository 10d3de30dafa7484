import * as v from 'valibot'
import { lessonModes } from './classes'
import { fen, isoDate, line, recordId } from './primitives'

/** What a part of a syllabus is about. Clause （六） asks for 职业道德 and safety, the rest is the trade itself. */
export const syllabusParts = ['ethics', 'safety', 'theory', 'practice'] as const
export type SyllabusPart = (typeof syllabusParts)[number]
export const syllabusPartLabels: Record<SyllabusPart, string> = {
  ethics: '职业道德',
  safety: '安全',
  theory: '理论',
  practice: '实操',
}

/** Most of each list: a form that nobody fills in by hand is no form. */
export const filingLimits = { syllabus: 40, teachers: 20, lessons: 120, capacity: 500 } as const

const UNSEEN = /^[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]*$/u
/** A line that may still be empty while somebody writes. */
function lineOrNothing(max: number) {
  return v.pipe(
    v.string('请填写'),
    v.transform((text) => text.normalize('NFC').trim()),
    v.maxLength(max, `最多${String(max)}个字`),
    v.regex(UNSEEN, '请去掉看不见的特殊字符'),
  )
}
const dayOrNothing = v.union([v.literal(''), isoDate], '日期写成 2021-06-18 这样')
const clock = v.pipe(v.string('请选时间'), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间写成 08:30 这样'))
const clockOrNothing = v.union([v.literal(''), clock], '时间写成 08:30 这样')
const tenthsOrNothing = v.nullable(
  v.pipe(v.number(), v.integer('课时最小到0.1'), v.minValue(0), v.maxValue(10_000)),
)
const degrees = (most: number) => v.nullable(v.pipe(v.number(), v.minValue(-most), v.maxValue(most)))

/** A class as somebody is writing it down: everything may still be missing, nothing may be of the wrong kind. */
export const classDraft = v.strictObject({
  tradeSeq: v.nullable(
    v.pipe(v.number(), v.integer(), v.minValue(1, '没有这个工种'), v.maxValue(1000, '没有这个工种')),
  ),
  title: lineOrNothing(40),
  /** The other body of a joint class (企业+院校, clause （五）). */
  partnerId: v.nullable(recordId),
  place: v.strictObject({
    name: lineOrNothing(40),
    address: lineOrNothing(80),
    latitude: degrees(90),
    longitude: degrees(180),
  }),
  startsOn: dayOrNothing,
  endsOn: dayOrNothing,
  enrolUntil: dayOrNothing,
  capacity: v.nullable(v.pipe(v.number(), v.integer('人数是整数'), v.minValue(0))),
  priceFen: v.nullable(fen),
  syllabus: v.pipe(
    v.array(
      v.strictObject({
        part: v.picklist(syllabusParts, '请选是哪一类内容'),
        title: lineOrNothing(40),
        hoursTenths: tenthsOrNothing,
      }),
    ),
    v.maxLength(filingLimits.syllabus, `教学内容最多${String(filingLimits.syllabus)}项`),
  ),
  teachers: v.pipe(
    v.array(v.strictObject({ name: lineOrNothing(20), qualification: lineOrNothing(60) })),
    v.maxLength(filingLimits.teachers, `老师最多${String(filingLimits.teachers)}位`),
  ),
  lessons: v.pipe(
    v.array(
      v.strictObject({
        heldOn: dayOrNothing,
        startsAt: clockOrNothing,
        endsAt: clockOrNothing,
        mode: v.picklist(lessonModes, '请选线下或线上'),
        hoursTenths: tenthsOrNothing,
        topic: lineOrNothing(40),
        teacher: lineOrNothing(20),
      }),
    ),
    v.maxLength(filingLimits.lessons, `课最多${String(filingLimits.lessons)}节`),
  ),
  exam: v.strictObject({ heldOn: dayOrNothing, place: lineOrNothing(60), body: lineOrNothing(60) }),
})
export type ClassDraft = v.InferOutput<typeof classDraft>

/** The form as it is before anybody has written into it. */
export const emptyClassDraft: ClassDraft = {
  tradeSeq: null,
  title: '',
  partnerId: null,
  place: { name: '', address: '', latitude: null, longitude: null },
  startsOn: '',
  endsOn: '',
  enrolUntil: '',
  capacity: null,
  priceFen: null,
  syllabus: [
    { part: 'ethics', title: '职业道德', hoursTenths: null },
    { part: 'safety', title: '安全意识和操作规程', hoursTenths: null },
  ],
  teachers: [],
  lessons: [],
  exam: { heldOn: '', place: '', body: '' },
}

const someTenths = v.pipe(v.number('请填课时'), v.minValue(1, '课时要大于0'))

/** A class with nothing missing: what can be filed, if its parts also fit together (`filingFaults`). */
export const filedClass = v.object({
  ...classDraft.entries,
  tradeSeq: v.number('请选工种'),
  title: line(40),
  place: v.object({
    name: line(40),
    address: line(80),
    latitude: v.number('请填坐标，先纬度后经度'),
    longitude: v.number('请填坐标，先纬度后经度'),
  }),
  startsOn: isoDate,
  endsOn: isoDate,
  enrolUntil: isoDate,
  capacity: v.pipe(
    v.number('请填招多少人'),
    v.minValue(1, '至少招1人'),
    v.maxValue(filingLimits.capacity, `一个班最多${String(filingLimits.capacity)}人`),
  ),
  priceFen: v.number('请填学费，不收费填0'),
  syllabus: v.array(v.object({ part: v.picklist(syllabusParts), title: line(40), hoursTenths: someTenths })),
  teachers: v.pipe(
    v.array(v.object({ name: line(20), qualification: line(60) })),
    v.minLength(1, '至少写一位老师'),
  ),
  lessons: v.pipe(
    v.array(
      v.object({
        heldOn: isoDate,
        startsAt: clock,
        endsAt: clock,
        mode: v.picklist(lessonModes),
        hoursTenths: someTenths,
        topic: line(40),
        teacher: line(20),
      }),
    ),
    v.minLength(1, '至少排一节课'),
  ),
  exam: v.object({ heldOn: isoDate, place: line(60), body: v.string() }),
})
export type FiledClass = v.InferOutput<typeof filedClass>
