import { staysOf, type AttendanceRecord } from './attendance-record'

/**
 * What cannot well be, in a lesson. A sign refuses nobody and takes no hours: it asks a person to look, because each has
 * an honest explanation, too.
 */
export const attendanceSigns = {
  two_places: { title: '同时在两个班', ask: '两个班的签到时间重叠。请问本人当时在哪儿' },
  one_phone: { title: '一部手机签了几个人', ask: '可能是借手机，也可能是代签。请核对这几个人到没到' },
  out_at_once: { title: '签到不到一分钟就签退', ask: '可能是点错了，也可能没上课。请核对' },
  over_capacity: { title: '签到的人比座位多', ask: '请核对教室坐了多少人，名单外的人有没有顶替' },
  certificate_early: { title: '证书日期早于结课', ask: '课没上完就发了证。请核对证书日期' },
  burst: { title: '十秒内签到三十人以上', ask: '单看这一条很平常；这节课还有别的疑点，请一起看' },
  far_away: { title: '签到位置离教室远', ask: '手机定位也会不准。请问本人当时在哪儿' },
  said_otherwise: { title: '没网时的签到和老师登记的不一样', ask: '按老师登记的算。请老师核对后再登记一次' },
} as const
export type AttendanceSign = keyof typeof attendanceSigns

/** From how much on something is a sign. */
export const signLimits = {
  /** People of one phone in a day. */
  phonePeople: 2,
  /** Between coming and going, in seconds. */
  shortestStaySeconds: 60,
  burstPeople: 30,
  burstSeconds: 10,
  /** Beyond what the phone says of its own precision. */
  farMetres: 500,
} as const

/** One reason to look, with the people whom it is about. */
export interface SignFound {
  sign: AttendanceSign
  personIds: string[]
}

/** What is known about a lesson, and about its people and phones on that day. */
export interface LessonEvidence {
  classId: string
  lessonId: string
  capacity: number
  /** Records of this lesson, and those of other lessons that day by the same people or the same phones. */
  records: readonly AttendanceRecord[]
  /** When the lessons in `records` end, by `lessonKeyOf`: somebody who did not sign out stays that long. */
  lessonEnds: ReadonlyMap<string, number>
}

/** Names a lesson among those of all classes. */
export function lessonKeyOf({ classId, lessonId }: { classId: string; lessonId: string }): string {
  return `${classId}/${lessonId}`
}

/** Every sign in what is on record of a lesson. A crowd within ten seconds is one only beside another. */
export function signsOfLesson(evidence: LessonEvidence): SignFound[] {
  const here = evidence.records.filter((record) => lessonKeyOf(record) === lessonKeyOf(evidence))
  const found = [
    ...inTwoPlaces(evidence, here),
    ...onOnePhone(evidence, here),
    ...outAtOnce(here),
    ...overCapacity(evidence, here),
    ...farAway(here),
  ]
  return found.length === 0 ? [] : [...found, ...inABurst(here)]
}

/** Whether a certificate is dated before the class has ended. */
export function isCertificateEarly(issuedOn: string, classEndsOn: string): boolean {
  return issuedOn < classEndsOn
}

function inTwoPlaces(
  { classId, records, lessonEnds }: LessonEvidence,
  here: readonly AttendanceRecord[],
): SignFound[] {
  const staysIn = (chosen: readonly AttendanceRecord[]) =>
    [...groupBy(chosen, lessonKeyOf)].flatMap(([key, group]) =>
      staysOf(group).map(({ inMs, outMs }) => ({ from: inMs, to: outMs ?? lessonEnds.get(key) ?? inMs })),
    )
  return peopleOf(here).flatMap((personId) => {
    const own = records.filter((record) => record.personId === personId)
    const inside = staysIn(own.filter((record) => here.includes(record)))
    const elsewhere = staysIn(own.filter((record) => record.classId !== classId))
    const overlap = inside.some(({ from, to }) =>
      elsewhere.some((other) => from < other.to && other.from < to),
    )
    return overlap ? [{ sign: 'two_places', personIds: [personId] }] : []
  })
}

function onOnePhone({ records }: LessonEvidence, here: readonly AttendanceRecord[]): SignFound[] {
  const tags = new Set(here.flatMap(({ kind, deviceTag }) => (kind === 'hours' ? [] : (deviceTag ?? []))))
  return [...tags].flatMap((tag) => {
    const own = records.filter(({ kind, deviceTag }) => kind !== 'hours' && deviceTag === tag)
    const personIds = peopleOf(own)
    return personIds.length >= signLimits.phonePeople ? [{ sign: 'one_phone', personIds }] : []
  })
}

function outAtOnce(here: readonly AttendanceRecord[]): SignFound[] {
  return [...groupBy(here, ({ personId }) => personId)].flatMap(([personId, own]) => {
    const short = staysOf(own).some(
      ({ inMs, outMs }) => outMs !== null && outMs - inMs < signLimits.shortestStaySeconds * 1000,
    )
    return short ? [{ sign: 'out_at_once', personIds: [personId] }] : []
  })
}

function overCapacity({ capacity }: LessonEvidence, here: readonly AttendanceRecord[]): SignFound[] {
  const present = here.filter(({ kind, hoursTenths }) => kind === 'in' || (hoursTenths ?? 0) > 0)
  return peopleOf(present).length > capacity ? [{ sign: 'over_capacity', personIds: [] }] : []
}

function farAway(here: readonly AttendanceRecord[]): SignFound[] {
  const far = here.filter(({ placeErrorMetres }) => (placeErrorMetres ?? 0) > signLimits.farMetres)
  return peopleOf(far).map((personId) => ({ sign: 'far_away', personIds: [personId] }))
}

function inABurst(here: readonly AttendanceRecord[]): SignFound[] {
  const times = here
    .filter(({ kind }) => kind === 'in')
    .map(({ atMs }) => atMs)
    .sort((one, other) => one - other)
  const isBurst = times.some((from, index) => {
    const last = times[index + signLimits.burstPeople - 1]
    return last !== undefined && last - from <= signLimits.burstSeconds * 1000
  })
  return isBurst ? [{ sign: 'burst', personIds: [] }] : []
}

function peopleOf(records: readonly AttendanceRecord[]): string[] {
  return [...new Set(records.map(({ personId }) => personId))].sort()
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}
