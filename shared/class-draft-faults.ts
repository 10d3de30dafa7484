import * as v from 'valibot'
import { filedClass, type ClassDraft } from './class-draft'
import type { FieldError } from './problem'
import { chineseDay } from './subsidy-calendar'
import { isHighRiskCategory } from './trade-risk'

/** What has to be known beside the form to tell whether it can be filed. */
export interface DraftSurroundings {
  /** Programme date. */
  today: string
  /** Category of the trade in the catalogue on the first day; null = the catalogue has no such row then. */
  tradeCategory: string | null
}

/**
 * The notice does not say how long a period (课时) on site is. Nobody teaches shorter ones than forty minutes, so more hours
 * than that allows are a slip of the pen, whatever the length that a bureau reckons with.
 */
export const LEAST_MINUTES_PER_HOUR = 40

type Fault = (pointer: string, code: string, detail: string) => FieldError
const fault: Fault = (pointer, code, detail) => ({ pointer, code, detail })

/**
 * Everything that stands against filing this class: what is missing, and what cannot be, each at its field. What is still
 * empty is named once, as missing, and disturbs no other check.
 */
export function draftFaults(draft: ClassDraft, surroundings: DraftSurroundings): FieldError[] {
  return [
    ...missing(draft),
    ...tradeFaults(draft, surroundings),
    ...dayFaults(draft, surroundings.today),
    ...draft.lessons.flatMap((_lesson, index) => lessonFaults(draft, index)),
    ...syllabusFaults(draft, surroundings),
    ...teacherFaults(draft),
  ]
}

function missing(draft: ClassDraft): FieldError[] {
  const result = v.safeParse(filedClass, draft, { abortPipeEarly: true })
  if (result.success) return []
  return result.issues.map((issue) => {
    const pointer = (issue.path ?? []).map(({ key }) => `/${String(key)}`).join('')
    return fault(pointer, 'missing', issue.message)
  })
}

function tradeFaults({ tradeSeq }: ClassDraft, { tradeCategory }: DraftSurroundings): FieldError[] {
  if (tradeSeq === null || tradeCategory !== null) return []
  return [fault('/tradeSeq', 'not_in_catalogue', '开班那天目录里没有这个工种，请重选')]
}

/** Days that cannot be, in the order of the form. Days compare as text. */
function dayFaults({ startsOn, endsOn, enrolUntil, exam, lessons }: ClassDraft, today: string): FieldError[] {
  const held = lessons.map(({ heldOn }) => heldOn).filter((day) => day !== '')
  const first = held.reduce((least, day) => (least === '' || day < least ? day : least), '')
  const last = held.reduce((most, day) => (day > most ? day : most), '')
  const rules: [wrong: boolean, pointer: string, detail: string][] = [
    [both(startsOn, today) && startsOn <= today, '/startsOn', '开班日期要在今天以后'],
    [both(startsOn, first) && startsOn !== first, '/startsOn', `第一节课在${dayOf(first)}，开班日期要是那天`],
    [both(startsOn, endsOn) && endsOn < startsOn, '/endsOn', '结束日期不能早于开班日期'],
    [both(endsOn, last) && endsOn !== last, '/endsOn', `最后一节课在${dayOf(last)}，结束日期要是那天`],
    [both(enrolUntil, today) && enrolUntil < today, '/enrolUntil', '报名截止不能早于今天'],
    [both(enrolUntil, endsOn) && enrolUntil > endsOn, '/enrolUntil', '报名截止不能晚于结束日期'],
    [both(exam.heldOn, endsOn) && exam.heldOn < endsOn, '/exam/heldOn', '考试不能早于最后一节课'],
  ]
  return rules.filter(([wrong]) => wrong).map(([, pointer, detail]) => fault(pointer, 'day', detail))
}

function lessonFaults(draft: ClassDraft, index: number): FieldError[] {
  const lesson = draft.lessons[index]
  if (!lesson) return []
  const { heldOn, teacher } = lesson
  const { startsOn, endsOn, lessons, teachers } = draft
  const other = lessons.findIndex((each, place) => place < index && overlap(each, lesson))
  const rules: [wrong: boolean, field: string, detail: string][] = [
    [both(heldOn, startsOn) && heldOn < startsOn, 'heldOn', '这节课在开班日期以前，请改日期'],
    [both(heldOn, endsOn) && heldOn > endsOn, 'heldOn', '这节课在结束日期以后，请改日期'],
    ...clockRules(lesson),
    [other >= 0, 'startsAt', `和第${String(other + 1)}节课的时间撞了`],
    [
      teacher !== '' && !teachers.some(({ name }) => name === teacher),
      'teacher',
      '老师名单里没有这个人，请先加上',
    ],
  ]
  return rules
    .filter(([wrong]) => wrong)
    .map(([, field, detail]) => fault(`/lessons/${String(index)}/${field}`, 'lesson', detail))
}

function clockRules({
  startsAt,
  endsAt,
  hoursTenths,
}: Timed): [wrong: boolean, field: string, detail: string][] {
  if (!both(startsAt, endsAt)) return []
  if (endsAt <= startsAt) return [[true, 'endsAt', '下课要晚于上课']]
  const most = mostTenths(startsAt, endsAt)
  return [
    [
      hoursTenths !== null && hoursTenths > most,
      'hoursTenths',
      `这段时间最多${wordsOf(most)}课时，请改时间或课时`,
    ],
  ]
}

/** Clause （六）: 职业道德 in every training, safety where the trade is a dangerous one; and the sums have to agree. */
function syllabusFaults(
  { syllabus, lessons }: ClassDraft,
  { tradeCategory }: DraftSurroundings,
): FieldError[] {
  const found: FieldError[] = []
  const has = (part: string) => syllabus.some((each) => each.part === part)
  if (!has('ethics')) found.push(fault('/syllabus', 'ethics', '教学内容要有职业道德，请加一项'))
  if (isHighRiskCategory(tradeCategory) && !has('safety'))
    found.push(fault('/syllabus', 'safety', '高危岗位的教学内容要有安全，请加一项'))
  const planned = total(syllabus)
  const held = total(lessons)
  if (planned !== null && held !== null && planned !== held) {
    const detail = `教学内容一共${wordsOf(planned)}课时，课表一共${wordsOf(held)}课时，要改成一样`
    found.push(fault('/syllabus', 'sum', detail))
  }
  return found
}

function teacherFaults({ teachers }: ClassDraft): FieldError[] {
  return teachers.flatMap(({ name }, index) =>
    name !== '' && teachers.findIndex((each) => each.name === name) < index
      ? [fault(`/teachers/${String(index)}/name`, 'twice', '这位老师写了两遍')]
      : [],
  )
}

type Timed = ClassDraft['lessons'][number]
function overlap(one: Timed, other: Timed): boolean {
  const timed = [one.heldOn, one.startsAt, one.endsAt, other.startsAt, other.endsAt].every(
    (text) => text !== '',
  )
  return timed && one.heldOn === other.heldOn && one.startsAt < other.endsAt && other.startsAt < one.endsAt
}

/** The sum in tenths, or null while one of them is not known or there is none. */
function total(parts: readonly { hoursTenths: number | null }[]): number | null {
  if (parts.length === 0) return null
  return parts.reduce<number | null>(
    (sum, { hoursTenths }) => (sum === null || hoursTenths === null ? null : sum + hoursTenths),
    0,
  )
}

function mostTenths(startsAt: string, endsAt: string): number {
  return Math.floor(((minuteOf(endsAt) - minuteOf(startsAt)) * 10) / LEAST_MINUTES_PER_HOUR)
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

function both(one: string, other: string): boolean {
  return one !== '' && other !== ''
}

function dayOf(day: string): string {
  return day === '' ? '' : chineseDay(day)
}

function wordsOf(tenths: number): string {
  return String(tenths / 10)
}
