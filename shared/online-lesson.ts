import * as v from 'valibot'
import { instant, recordId } from './primitives'

/** So often a phone says that somebody is learning. */
export const BEAT_SECONDS = 30
/** A longer silence counts nothing: the screen was locked, the network gone, or the page left. */
const MOST_BETWEEN_SECONDS = 45
/** Between two questions whether somebody is there. */
const CHECK_AFTER_SECONDS = { least: 180, most: 480 } as const
/** So long there is to answer. */
export const ANSWER_SECONDS = 60
/** From so many figures the right one is tapped. */
const CHOICES = 6

/** A question whether somebody is there: tap the figure that is asked for. */
export interface AttentionCheck {
  askedAtMs: number
  wanted: number
  choices: readonly number[]
}

/**
 * How far somebody is in an online lesson. `raw` is the time that the page was open, `counted` that for which somebody
 * answered, `pending` what waits for the next answer. Only the server's clock counts: played faster, nothing is gained.
 */
export interface OnlineProgress {
  rawSeconds: number
  countedSeconds: number
  pendingSeconds: number
  missedChecks: number
  /** Null before the first beat, and after a silence. */
  lastBeatAtMs: number | null
  nextCheckAtMs: number
  check: AttentionCheck | null
}

/** A number from 0 up to, and without, 1; passed in. */
export type Chance = () => number

/** Before the first beat. */
export function freshProgress(nowMs: number, chance: Chance): OnlineProgress {
  return {
    ...{
      rawSeconds: 0,
      countedSeconds: 0,
      pendingSeconds: 0,
      missedChecks: 0,
      lastBeatAtMs: null,
      check: null,
    },
    nextCheckAtMs: nowMs + untilNextCheck(chance),
  }
}

/**
 * The phone says that somebody is learning.
 * @param totalSeconds what the lesson takes; more is never counted
 */
export function beat(
  before: OnlineProgress,
  { nowMs, totalSeconds, chance }: { nowMs: number; totalSeconds: number; chance: Chance },
): OnlineProgress {
  const late = isMissed(before, nowMs) ? missed(before, nowMs, chance) : before
  const silence = late.lastBeatAtMs === null ? Infinity : (nowMs - late.lastBeatAtMs) / 1000
  const gained = silence <= MOST_BETWEEN_SECONDS ? Math.max(0, silence) : 0
  const room = Math.max(0, totalSeconds - late.countedSeconds - late.pendingSeconds)
  const pendingSeconds = late.pendingSeconds + Math.min(gained, room)
  const next = {
    ...late,
    rawSeconds: late.rawSeconds + gained,
    pendingSeconds,
    lastBeatAtMs: Math.max(nowMs, late.lastBeatAtMs ?? nowMs),
  }
  const isFull = pendingSeconds > 0 && next.countedSeconds + pendingSeconds >= totalSeconds
  if (next.check !== null || !(isFull || (pendingSeconds > 0 && nowMs >= next.nextCheckAtMs))) return next
  return { ...next, check: ask(nowMs, chance) }
}

/** Somebody tapped a figure: the right one in time makes what was pending count, anything else loses it. */
export function answerCheck(
  before: OnlineProgress,
  tapped: number,
  { nowMs, chance }: { nowMs: number; chance: Chance },
): OnlineProgress {
  if (before.check === null) return before
  if (isMissed(before, nowMs) || tapped !== before.check.wanted) return missed(before, nowMs, chance)
  return {
    ...before,
    countedSeconds: before.countedSeconds + before.pendingSeconds,
    pendingSeconds: 0,
    check: null,
    nextCheckAtMs: nowMs + untilNextCheck(chance),
  }
}

/** Hours that count, in tenths: the lesson's by the share for which somebody answered, rounded down. */
export function onlineHours(
  progress: OnlineProgress,
  lesson: { totalSeconds: number; hoursTenths: number },
): number {
  const { totalSeconds, hoursTenths } = lesson
  if (totalSeconds <= 0) return 0
  return Math.min(hoursTenths, Math.floor((hoursTenths * Math.round(progress.countedSeconds)) / totalSeconds))
}

function isMissed({ check }: OnlineProgress, nowMs: number): boolean {
  return check !== null && nowMs > check.askedAtMs + ANSWER_SECONDS * 1000
}

function missed(before: OnlineProgress, nowMs: number, chance: Chance): OnlineProgress {
  return {
    ...before,
    pendingSeconds: 0,
    missedChecks: before.missedChecks + 1,
    check: null,
    nextCheckAtMs: nowMs + untilNextCheck(chance),
  }
}

function untilNextCheck(chance: Chance): number {
  const { least, most } = CHECK_AFTER_SECONDS
  return Math.round((least + chance() * (most - least)) * 1000)
}

function ask(askedAtMs: number, chance: Chance): AttentionCheck {
  const figures = Array.from({ length: 10 }, (_, figure) => figure)
  const choices = Array.from(
    { length: CHOICES },
    () => figures.splice(Math.floor(chance() * figures.length), 1)[0] ?? 0,
  )
  return { askedAtMs, wanted: choices[Math.floor(chance() * CHOICES)] ?? 0, choices }
}

/** What the phone shows of it. */
export const onlineLessonView = v.object({
  classId: recordId,
  lessonId: v.string(),
  classTitle: v.string(),
  topic: v.string(),
  hoursTenths: v.number(),
  /** Hours that count by now, in tenths. */
  countedTenths: v.number(),
  rawSeconds: v.number(),
  countedSeconds: v.number(),
  pendingSeconds: v.number(),
  totalSeconds: v.number(),
  missedChecks: v.number(),
  /** Tap this figure, until then. */
  check: v.nullable(v.object({ wanted: v.number(), choices: v.array(v.number()), until: instant })),
  isDone: v.boolean(),
})
export type OnlineLessonView = v.InferOutput<typeof onlineLessonView>
export const attentionBody = v.strictObject({
  tapped: v.pipe(v.number('请点一个数字'), v.integer(), v.minValue(0), v.maxValue(9)),
})
