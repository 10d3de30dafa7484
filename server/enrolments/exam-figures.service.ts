import type { Types } from 'mongoose'
import { Enrolments } from './enrolment.model'

/** How many people an institution's classes had examined, and how many of them passed. */
export interface ExamFigures {
  examined: number
  passed: number
}

/** Exam results entered since a moment, by the institution's id. @param since programme time */
export async function examFigures(since: Date): Promise<Map<string, ExamFigures>> {
  const found = await Enrolments.aggregate<ExamFigures & { _id: Types.ObjectId }>([
    { $match: { 'exam.markedAt': { $gt: since } } },
    {
      $group: {
        _id: '$institutionId',
        examined: { $sum: 1 },
        passed: { $sum: { $cond: [{ $eq: ['$exam.passed', true] }, 1, 0] } },
      },
    },
  ])
  return new Map(found.map(({ _id, examined, passed }) => [_id.toHexString(), { examined, passed }]))
}

/** The institution of each enrolment, both by id. */
export async function institutionsOfEnrolments(ids: readonly Types.ObjectId[]): Promise<Map<string, string>> {
  const found = await Enrolments.find({ _id: { $in: ids } }, { institutionId: 1 }).lean()
  return new Map(found.map(({ _id, institutionId }) => [_id.toHexString(), institutionId.toHexString()]))
}
