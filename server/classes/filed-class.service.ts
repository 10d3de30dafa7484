import type { Types } from 'mongoose'
import type { FiledClass } from '#shared/class-draft'
import type { Deployment } from '../context'
import { bodyCalled } from '../evaluation-bodies/evaluation-body.service'
import type { ClassTurn } from './class-life.service'
import { TrainingClasses, type Lesson, type TrainingClass } from './training-class.model'

/** What a class is made of once both bureaux have agreed to it. */
export interface ApprovedFiling {
  /** The class has the filing's id: one number from the draft to the certificates. */
  id: Types.ObjectId
  institutionId: Types.ObjectId
  partnerId: Types.ObjectId | null
  authorIds: Types.ObjectId[]
  content: FiledClass
}

/** Opens an approved class for enrolment: the table's `open`, in the transaction of the approval. */
export async function openFiledClass(
  { moment, tx, deployment }: ClassTurn & { deployment: Deployment },
  { id, institutionId, partnerId, authorIds, content }: ApprovedFiling,
): Promise<TrainingClass> {
  const { title, tradeSeq, place, startsOn, endsOn, enrolUntil, capacity, priceFen } = content
  const { syllabus, teachers, exam } = content
  const opened = {
    event: 'open',
    from: 'approved',
    to: 'enrolling',
    actorId: null,
    actorRole: 'system',
  } as const
  const record = {
    ...{ _id: id, code: `filing-${id.toHexString()}`, institutionId, partnerId, authorIds },
    ...{ title, tradeSeq, place, startsOn, endsOn, enrolUntil, capacity, priceFen, syllabus, teachers },
    examOn: exam.heldOn,
    examPlan: { place: exam.place, body: exam.body, bodyId: (await bodyCalled(exam.body, tx))?._id ?? null },
    lessons: lessonsOf(content),
    seatsLeft: capacity,
    teacherName: teachers.map(({ name }) => name).join('、'),
    isDemo: deployment.mode === 'demo',
    state: opened.to,
    history: [{ ...opened, at: moment.programmeNow, detail: '' }],
  }
  const [created] = await TrainingClasses.create([record], { session: tx })
  if (!created) throw new Error('The store acknowledged a class without returning it')
  return created.toObject<TrainingClass>()
}

/** In the order in which they are held, whatever the order in which they were typed. */
function lessonsOf({ lessons }: FiledClass): Lesson[] {
  const whenOf = ({ heldOn, startsAt }: FiledClass['lessons'][number]) => `${heldOn} ${startsAt}`
  return [...lessons]
    .sort((one, other) => (whenOf(one) < whenOf(other) ? -1 : 1))
    .map((lesson, index) => ({ id: `L${String(index + 1)}`, ...lesson }))
}
