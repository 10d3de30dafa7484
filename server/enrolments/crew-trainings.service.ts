import type { ClientSession, Types } from 'mongoose'
import type { EnrolmentState } from '#shared/enrolments'
import { findClasses } from '../classes/class.service'
import { Enrolments, type Enrolment } from './enrolment.model'

/** A training of somebody in a crew, without hours and results: those are not the foreman's. */
export interface CrewTraining {
  classTitle: string
  startsOn: string
  tradeSeq: number
  state: EnrolmentState
}

/** The trainings of several people, by person; who has none is left out. */
export async function trainingsOfPeople(
  personIds: readonly Types.ObjectId[],
  tx: ClientSession | null = null,
): Promise<Map<string, CrewTraining[]>> {
  const found = await Enrolments.find({ workerId: { $in: personIds }, state: { $ne: 'dropped' } })
    .session(tx)
    .lean<Enrolment[]>()
  const classes = await findClasses(
    found.map(({ classId }) => classId),
    tx,
  )
  const byPerson = new Map<string, CrewTraining[]>()
  for (const { workerId, classId, state } of found) {
    const item = classes.get(classId.toHexString())
    if (!item) continue
    const { title: classTitle, startsOn, tradeSeq } = item
    const key = workerId.toHexString()
    const training = { classTitle, startsOn, tradeSeq, state }
    byPerson.set(key, [...(byPerson.get(key) ?? []), training])
  }
  return byPerson
}
