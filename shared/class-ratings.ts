import * as v from 'valibot'
import { dateOfDay, dayNumber } from './day-number'
import { line } from './primitives'

/** What a class is rated on, one to five stars each. */
export const ratedAspects = {
  teaching: '教得怎么样',
  place: '场地和设备',
  honesty: '说好的收费、课时算数吗',
} as const
export type RatedAspect = keyof typeof ratedAspects
export const ratedAspectNames = Object.keys(ratedAspects) as RatedAspect[]

export const ratingSettings = {
  /** Figures are shown for so many ratings, and anew for every further so many: a single one cannot be worked out. */
  step: 5,
  /** Days after the last lesson within which a class can be rated, and the rating changed. */
  openDays: 180,
} as const

const stars = v.pipe(
  v.number('请点几颗星'),
  v.integer('请点几颗星'),
  v.minValue(1, '请点几颗星'),
  v.maxValue(5, '最多五颗星'),
)
const starsEach = { teaching: stars, place: stars, honesty: stars }

export const classRatingBody = v.strictObject({
  ...starsEach,
  /** For the institution and the bureaux, without a name; empty = none. */
  words: v.union([v.literal(''), line(200)], '最多200个字'),
})
export type ClassRatingBody = v.InferOutput<typeof classRatingBody>

/** The worker's own rating of a class, and whether it can be given or changed. */
export const ownRatingView = v.object({
  rating: v.nullable(v.object({ ...starsEach, words: v.string() })),
  /** Last day on which it can be given or changed; null when the class cannot be rated (any more, or not yet). */
  openUntil: v.nullable(v.string()),
})
export type OwnRatingView = v.InferOutput<typeof ownRatingView>

/** The mean of each aspect in tenths of a star, over so many ratings. */
export const ratingFigures = v.object({
  count: v.number(),
  teachingTenths: v.number(),
  placeTenths: v.number(),
  honestyTenths: v.number(),
})
export type RatingFigures = v.InferOutput<typeof ratingFigures>
export const classRatingView = v.object({ figures: v.nullable(ratingFigures) })
export type ClassRatingView = v.InferOutput<typeof classRatingView>

/** What was written with ratings, without who and in no order that tells when. */
export const ratingWordsView = v.object({ figures: v.nullable(ratingFigures), words: v.array(v.string()) })
export type RatingWordsView = v.InferOutput<typeof ratingWordsView>

/** How many ratings the shown figures rest on: the last whole step; zero while nothing is shown. */
export function shownCount(ratings: number): number {
  return Math.floor(ratings / ratingSettings.step) * ratingSettings.step
}

/** The last day on which a class can be rated. @param endsOn day of its last lesson */
export function lastDayToRate(endsOn: string): string {
  return dateOfDay(dayNumber(endsOn) + ratingSettings.openDays)
}

/** The means over some ratings, each rounded to a tenth. @returns null for none */
export function figuresOf(ratings: readonly Record<RatedAspect, number>[]): RatingFigures | null {
  const count = ratings.length
  if (count === 0) return null
  const tenths = (aspect: RatedAspect) =>
    Math.round((10 * ratings.reduce((sum, rating) => sum + rating[aspect], 0)) / count)
  return {
    count,
    teachingTenths: tenths('teaching'),
    placeTenths: tenths('place'),
    honestyTenths: tenths('honesty'),
  }
}
