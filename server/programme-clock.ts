import type { Moment } from './context'

/** Milliseconds that Asia/Shanghai is ahead of UTC; China has had no summer time since 1991. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** Two clocks: `now` for tokens, codes and signatures, `programmeNow` for everything that the policy dates. */
export interface Clock {
  now(): Date
  programmeNow(): Date
}

/** A clock whose programme time runs `offsetMs` beside the real time. */
export function createClock(offsetMs: number, realNow: () => Date = () => new Date()): Clock {
  return { now: realNow, programmeNow: () => new Date(realNow().getTime() + offsetMs) }
}

/** This moment on both clocks. */
export function momentOf(clock: Clock): Moment {
  const programmeNow = clock.programmeNow()
  return { now: clock.now(), programmeNow, today: shanghaiDate(programmeNow) }
}

/** The calendar date in Asia/Shanghai of an instant. */
export function shanghaiDate(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10)
}

/** The time of day in Asia/Shanghai of an instant, `HH:MM`. */
export function shanghaiTime(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16)
}

/** A demonstration's day begins when offices do, whenever it is started. */
const OFFICES_OPEN = '09:00:00+08:00'

/** The offset under which it is now nine in the morning of the given programme date. */
export function offsetToDate(programmeDate: string, now: Date): number {
  return Date.parse(`${programmeDate}T${OFFICES_OPEN}`) - now.getTime()
}

/** The date some days later (or earlier, negative). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
