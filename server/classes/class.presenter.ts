import { takesEnrolments } from '#shared/class-machine'
import type { ClassDetailView, ClassView } from '#shared/classes'
import { institutionKindLabels } from '#shared/institutions'
import type { Institution } from '../institutions/institution.service'
import { plannedHours } from './class.service'
import type { TrainingClass } from './training-class.model'

/** What the viewer has to do with the class. */
export interface Viewer {
  today: string
  myEnrolmentId: string | null
  /** Why nothing would be paid for a booking of today; null where the rules decide, or nobody is about to book. */
  noSubsidy: string | null
  /** Their place in the line for the class, if they stand in it. */
  waiting?: { id: string; ahead: number } | null
}

/** A class as the public sees it, with what this viewer may do. */
export function presentClass(item: TrainingClass, institution: Institution, viewer: Viewer): ClassView {
  const hours = plannedHours(item)
  return {
    id: item._id.toHexString(),
    title: item.title,
    tradeSeq: item.tradeSeq,
    institution: {
      id: institution._id.toHexString(),
      name: institution.name,
      kindText: institutionKindLabels[institution.kind],
    },
    place: { ...item.place },
    startsOn: item.startsOn,
    endsOn: item.endsOn,
    enrolUntil: item.enrolUntil,
    examOn: item.examOn,
    onsiteHoursTenths: hours.onsite,
    onlineHoursTenths: hours.online,
    capacity: item.capacity,
    seatsLeft: item.seatsLeft,
    teacherName: item.teacherName,
    priceFen: item.priceFen,
    isDemo: item.isDemo,
    enrolment: enrolmentFor(item, viewer),
  }
}

/** A class with its lessons. */
export function presentClassDetail(
  item: TrainingClass,
  institution: Institution,
  viewer: Viewer,
): ClassDetailView {
  return {
    ...presentClass(item, institution, viewer),
    lessons: item.lessons.map(({ id, heldOn, startsAt, endsAt, mode, hoursTenths, topic }) => ({
      id,
      heldOn,
      startsAt,
      endsAt,
      mode,
      hoursTenths,
      topic,
    })),
  }
}

function enrolmentFor(item: TrainingClass, viewer: Viewer): ClassView['enrolment'] {
  const { myEnrolmentId, noSubsidy, waiting = null } = viewer
  const reason = whyClosed(item, viewer)
  return { open: reason === '', reason, myEnrolmentId, noSubsidy, mayWait: reason === FULL, waiting }
}

const FULL = '名额已满'

/** Why this viewer cannot enrol now; empty where they can. */
function whyClosed(item: TrainingClass, { myEnrolmentId, today }: Viewer): string {
  if (myEnrolmentId) return '您已报名这个班'
  return whyNotOpen(item, today) ?? (item.seatsLeft <= 0 ? FULL : '')
}

/** Why nobody can enrol in a class now, seats aside; null where people can. */
export function whyNotOpen(
  { state, enrolUntil }: Pick<TrainingClass, 'state' | 'enrolUntil'>,
  today: string,
): string | null {
  if (state === 'suspended') return '暂停了'
  if (state === 'cancelled') return '取消了'
  return today > enrolUntil || !takesEnrolments(state) ? '报名已截止' : null
}
