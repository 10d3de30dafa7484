import { Schema, model, type Types } from 'mongoose'
import type { RatingFigures } from '#shared/class-ratings'

/** What somebody who went through a class thinks of it. One for each enrolment. */
export interface ClassRating {
  _id: Types.ObjectId
  /** Absent once the account is gone: the rating stays, and nobody can tell whose it was. */
  enrolmentId?: Types.ObjectId
  personId: Types.ObjectId | null
  classId: Types.ObjectId
  teaching: number
  place: number
  honesty: number
  /** Encrypted; null = nothing was written. */
  wordsCipher: string | null
  changedAt: Date
}

/** The figures of a class as everybody sees them: worked out anew only when another whole step of ratings is full. */
export interface ClassRatingFigures {
  /** The class. */
  _id: Types.ObjectId
  ratings: number
  figures: RatingFigures | null
}

const star = { type: Number, required: true, min: 1, max: 5 } as const

const ratingSchema = new Schema<ClassRating>(
  {
    enrolmentId: { type: Schema.Types.ObjectId },
    personId: { type: Schema.Types.ObjectId, default: null },
    classId: { type: Schema.Types.ObjectId, required: true },
    teaching: star,
    place: star,
    honesty: star,
    wordsCipher: { type: String, default: null },
    changedAt: { type: Date, required: true },
  },
  { collection: 'class_ratings', versionKey: false, strict: 'throw' },
)
ratingSchema.index(
  { enrolmentId: 1 },
  { unique: true, partialFilterExpression: { enrolmentId: { $exists: true } } },
)
ratingSchema.index({ classId: 1, _id: 1 })
ratingSchema.index({ personId: 1 }, { sparse: true })

export const ClassRatings = model('ClassRating', ratingSchema)

const figuresSchema = new Schema<ClassRatingFigures>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    ratings: { type: Number, required: true },
    figures: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'class_rating_figures', versionKey: false, strict: 'throw' },
)

export const ClassRatingFiguresRecords = model('ClassRatingFigures', figuresSchema)
