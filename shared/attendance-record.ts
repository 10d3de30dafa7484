import type { SignDirection } from './attendance-code'

/** How somebody's presence came on record. Nobody is asked for their face. */
export const attendanceMethods = ['qr', 'short_code', 'teacher_tick', 'online'] as const
export type AttendanceMethod = (typeof attendanceMethods)[number]
export const attendanceMethodLabels: Record<AttendanceMethod, string> = {
  qr: '扫码',
  short_code: '输数字码',
  teacher_tick: '老师登记',
  online: '线上计时',
}

/** So long before a lesson one may sign in, and so long after it one may sign out, in minutes. */
export const SIGN_IN_BEFORE_MINUTES = 60
export const SIGN_OUT_AFTER_MINUTES = 60
/** What a roll call without a code rests on, where the teacher says nothing else. */
export const ROLL_CALL_REASON = '老师当堂点名'

/**
 * One thing that was recorded about somebody in a lesson. Nothing is ever changed or taken away: a correction is another
 * record, with its reason.
 */
export interface AttendanceRecord {
  classId: string
  lessonId: string
  personId: string
  /** Came, went, or was credited so many hours by the teacher. */
  kind: SignDirection | 'hours'
  method: AttendanceMethod
  /** Scanned without a network and handed in later. */
  isOffline: boolean
  /** Tells devices apart and names none; null where the sign-in has no device. */
  deviceTag: string | null
  /** How far from the class the phone said to be; null where nobody asked, or the phone did not say. */
  placeErrorMetres: number | null
  /** Only of `hours`, in tenths. */
  hoursTenths: number | null
  /** Only of `hours`: why the teacher says so. */
  reason: string | null
  /** When it happened, milliseconds since 1970 on the programme clock. */
  atMs: number
  /** When the server heard of it, on the same clock. */
  receivedAtMs: number
}

/** A lesson as far as its hours go. Milliseconds since 1970 on the programme clock. */
export interface LessonClock {
  startsAtMs: number
  endsAtMs: number
  hoursTenths: number
}

export type SigningTime = 'open' | 'early' | 'late'

/** Whether one may sign in or out at this moment: in from an hour before until the end, out from the start to an hour after. */
export function signingTime(lesson: LessonClock, direction: SignDirection, atMs: number): SigningTime {
  const { startsAtMs, endsAtMs } = lesson
  const from = direction === 'in' ? startsAtMs - minutes(SIGN_IN_BEFORE_MINUTES) : startsAtMs
  const until = direction === 'in' ? endsAtMs : endsAtMs + minutes(SIGN_OUT_AFTER_MINUTES)
  if (atMs < from) return 'early'
  return atMs <= until ? 'open' : 'late'
}

/** One stay in a lesson; `outMs` null = has not signed out. */
export interface Stay {
  inMs: number
  outMs: number | null
}

/** When somebody was there: each coming with the next going. A coming while there and a going while away say nothing. */
export function staysOf(records: readonly AttendanceRecord[]): Stay[] {
  const stays: Stay[] = []
  for (const { kind, atMs } of inOrder(records)) {
    const last = stays.at(-1)
    const isThere = last?.outMs === null
    if (kind === 'in' && !isThere) stays.push({ inMs: atMs, outMs: null })
    if (kind === 'out' && last && isThere) last.outMs = atMs
  }
  return stays
}

/** Whether somebody has come and not gone. */
export function isPresent(records: readonly AttendanceRecord[]): boolean {
  return staysOf(records).at(-1)?.outMs === null
}

/**
 * Hours that coming and going are worth, in tenths: the lesson's hours by the share of its clock that somebody was there,
 * rounded down. Before the bell and after it nothing counts, and who did not sign out has shown no hours.
 */
export function hoursShown(lesson: LessonClock, records: readonly AttendanceRecord[]): number {
  const { startsAtMs, endsAtMs, hoursTenths } = lesson
  const there = staysOf(records).reduce((sum, { inMs, outMs }) => {
    if (outMs === null) return sum
    return sum + Math.max(0, wholeMinute(Math.min(outMs, endsAtMs)) - wholeMinute(Math.max(inMs, startsAtMs)))
  }, 0)
  const whole = endsAtMs - startsAtMs
  return whole <= 0 ? 0 : Math.min(hoursTenths, Math.floor((hoursTenths * there) / whole))
}

/**
 * Hours that count, in tenths: what the teacher said last, else what coming and going show. Null = nothing is on record.
 * Never more than the lesson's hours.
 */
export function creditedHours(lesson: LessonClock, records: readonly AttendanceRecord[]): number | null {
  if (records.length === 0) return null
  const said = lastTick(records)?.hoursTenths ?? null
  return said === null ? hoursShown(lesson, records) : Math.min(said, lesson.hoursTenths)
}

/** The teacher's last word; null where the teacher has said nothing. */
export function lastTick(records: readonly AttendanceRecord[]): AttendanceRecord | null {
  const ticks = records.filter(({ kind }) => kind === 'hours')
  return ticks.reduce<AttendanceRecord | null>(
    (last, tick) => (last === null || tick.receivedAtMs >= last.receivedAtMs ? tick : last),
    null,
  )
}

function inOrder(records: readonly AttendanceRecord[]): AttendanceRecord[] {
  return records.filter(({ kind }) => kind !== 'hours').sort((one, other) => one.atMs - other.atMs)
}

function wholeMinute(atMs: number): number {
  return Math.floor(atMs / 60_000) * 60_000
}

function minutes(count: number): number {
  return count * 60_000
}
