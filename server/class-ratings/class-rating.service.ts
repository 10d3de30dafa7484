import { Types, type ClientSession } from 'mongoose'
import {
  figuresOf,
  lastDayToRate,
  shownCount,
  type ClassRatingBody,
  type OwnRatingView,
  type RatingFigures,
  type RatingWordsView,
} from '#shared/class-ratings'
import { Problem } from '#shared/problem'
import { classById, type TrainingClass } from '../classes/class.service'
import type { Actor, Command, Context } from '../context'
import { ownEnrolment, type Enrolment } from '../enrolments/enrolment.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import {
  ClassRatingFiguresRecords,
  ClassRatings,
  type ClassRating,
  type ClassRatingFigures,
} from './class-rating.model'

/** The worker's own rating of the class of an enrolment. @throws Problem `not_found` */
export async function ownRating(context: Context, actor: Actor, enrolmentId: string): Promise<OwnRatingView> {
  const enrolment = await ownEnrolment(actor, enrolmentId, null)
  const item = await classById(enrolment.classId, null)
  const found = await ClassRatings.findOne({ enrolmentId: enrolment._id }).lean<ClassRating>()
  return present(context, { enrolment, item, found })
}

/**
 * Rates a class, or changes the rating. The figures that everybody sees are worked out anew only with every further five.
 * @throws Problem `not_found`, `not_in_this_state` before the class is over, after too long, or for who was not there
 */
export async function rateClass(
  command: Command,
  enrolmentId: string,
  { teaching, place, honesty, words }: ClassRatingBody,
): Promise<OwnRatingView> {
  const { tx, actor, deployment, moment } = command
  const enrolment = await ownEnrolment(actor, enrolmentId, tx)
  const item = await classById(enrolment.classId, tx)
  if (openUntil(enrolment, item, moment.today) === null)
    throw new Problem('not_in_this_state', { detail: '学完了才能评，最晚在结束后半年里' })
  const before = await ClassRatings.findOne({ enrolmentId: enrolment._id }).session(tx).lean<ClassRating>()
  const _id = before?._id ?? new Types.ObjectId()
  const wordsCipher = words === '' ? null : deployment.cipher.encrypt(words, placeOf(_id))
  const set = {
    ...{ teaching, place, honesty, wordsCipher },
    ...{ personId: actor.personId, classId: item._id, changedAt: moment.now },
  }
  const found = await ClassRatings.findOneAndUpdate(
    { enrolmentId: enrolment._id },
    { $set: set, $setOnInsert: { _id } },
    { session: tx, upsert: true, returnDocument: 'after' },
  ).lean<ClassRating>()
  if (before === null) await countIn(item._id, tx)
  return present(command, { enrolment, item, found })
}

/** The figures of a class as everybody sees them; null below five ratings. */
export async function ratingFiguresOf(classId: string): Promise<RatingFigures | null> {
  const found = await ClassRatingFiguresRecords.findById(classId).lean<ClassRatingFigures>()
  return found?.figures ?? null
}

/**
 * What was written of a class, for those who answer for it, without names and sorted by the words themselves. Nothing
 * below five ratings: in a smaller circle one knows who writes how.
 */
export async function ratingWordsOf(cipher: FieldCipher, classId: Types.ObjectId): Promise<RatingWordsView> {
  const figures = await ratingFiguresOf(classId.toHexString())
  if (figures === null) return { figures, words: [] }
  const found = await ClassRatings.find({ classId }).sort({ _id: 1 }).limit(500).lean<ClassRating[]>()
  const words = found.flatMap(({ _id, wordsCipher }) =>
    wordsCipher === null ? [] : cipher.decrypt(wordsCipher, placeOf(_id)),
  )
  return { figures, words: words.sort() }
}

/** What somebody has rated. */
export function ratingsOf(personId: Types.ObjectId): Promise<ClassRating[]> {
  return ClassRatings.find({ personId }).sort({ _id: -1 }).limit(200).lean<ClassRating[]>().exec()
}

/** The ratings stay, and nobody can tell any more whose they were; what was written goes. */
export async function forgetRater(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await ClassRatings.updateMany(
    { personId },
    { $set: { personId: null, wordsCipher: null }, $unset: { enrolmentId: 1 } },
    { session: tx },
  )
}

/** Counts a new rating, and works the figures out when a whole step is full. */
async function countIn(classId: Types.ObjectId, tx: ClientSession): Promise<void> {
  const counted = await ClassRatingFiguresRecords.findOneAndUpdate(
    { _id: classId },
    { $inc: { ratings: 1 } },
    { session: tx, upsert: true, returnDocument: 'after' },
  ).lean<ClassRatingFigures>()
  if (shownCount(counted.ratings) !== counted.ratings) return
  const ratings = await ClassRatings.find({ classId }).session(tx).lean<ClassRating[]>()
  await ClassRatingFiguresRecords.updateOne(
    { _id: classId },
    { $set: { figures: figuresOf(ratings) } },
    { session: tx },
  )
}

interface Rated {
  enrolment: Enrolment
  item: TrainingClass
  found: ClassRating | null
}

function present({ deployment, moment }: Context, { enrolment, item, found }: Rated): OwnRatingView {
  return {
    rating: found && {
      ...{ teaching: found.teaching, place: found.place, honesty: found.honesty },
      words:
        found.wordsCipher === null ? '' : deployment.cipher.decrypt(found.wordsCipher, placeOf(found._id)),
    },
    openUntil: openUntil(enrolment, item, moment.today),
  }
}

/** Who has their result, or went to lessons of a class that is over, can rate it, until half a year after its end. */
function openUntil(
  { state, attendance }: Enrolment,
  { endsOn }: TrainingClass,
  today: string,
): string | null {
  const isThrough = state === 'passed' || state === 'failed'
  const wasThere = state === 'attending' && attendance.length > 0 && today > endsOn
  const lastDay = lastDayToRate(endsOn)
  return (isThrough || wasThere) && today <= lastDay ? lastDay : null
}

function placeOf(_id: Types.ObjectId): { collection: string; field: string; recordId: string } {
  return { collection: 'class_ratings', field: 'words', recordId: _id.toHexString() }
}
