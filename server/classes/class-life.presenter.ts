import type { ClassLifeSummary, ClassLifeView } from '#shared/class-life'
import { classStateLabels } from '#shared/class-machine'
import { Problem } from '#shared/problem'
import type { ClientSession } from 'mongoose'
import type { Actor, Context } from '../context'
import { rosterOf, type Enrolment } from '../enrolments/enrolment.service'
import { findInstitution, findInstitutions } from '../institutions/institution.service'
import { presentClassStep } from './class-history'
import { hasResult } from './class-life.service'
import type { TrainingClass } from './class.service'
import { permittedOnClass } from './class-steps.service'
import { rosterHash } from './roster-seal'

/** How far a class is, and what this person may do with it. Says how many people, and never who. */
export async function presentClassLife(
  { moment }: Context,
  item: TrainingClass,
  { actor, tx = null }: { actor: Actor; tx?: ClientSession | null },
): Promise<ClassLifeView> {
  const { startsOn, endsOn, examOn, stopReason, history, capacity } = item
  const institution = await findInstitution(item.institutionId)
  if (!institution) throw new Problem('not_found')
  const roster = await rosterOf(item._id, tx)
  return {
    ...summaryOf(item, institution.name),
    ...{ startsOn, endsOn, examOn, stopReason },
    permittedEvents: await permittedOnClass(actor, item, moment.today, tx),
    roster: { people: roster.length, capacity, results: roster.filter(hasResult).length },
    seal: presentSeal(item, roster),
    history: history.map(presentClassStep),
  }
}

/** A page of classes as lines of the bureaux' list. */
export async function presentClassLives({
  items,
  nextCursor,
}: {
  items: TrainingClass[]
  nextCursor: string | null
}): Promise<{ items: ClassLifeSummary[]; nextCursor: string | null }> {
  const names = await findInstitutions(items.map(({ institutionId }) => institutionId))
  const nameOf = ({ institutionId }: TrainingClass) => names.get(institutionId.toHexString())?.name ?? ''
  return { items: items.map((item) => summaryOf(item, nameOf(item))), nextCursor }
}

function summaryOf(item: TrainingClass, institutionName: string): ClassLifeSummary {
  const { _id, title, state, startsOn, endsOn } = item
  const stateText = classStateLabels[state]
  return { id: _id.toHexString(), title, institutionName, state, stateText, startsOn, endsOn }
}

function presentSeal(
  { _id, rosterSeal }: TrainingClass,
  roster: readonly Enrolment[],
): ClassLifeView['seal'] {
  if (rosterSeal === null) return null
  const { sha256, enrolmentIds, sealedOn } = rosterSeal
  const sealed = new Set(enrolmentIds.map((id) => id.toHexString()))
  const joinedSince = roster.filter((enrolment) => !sealed.has(enrolment._id.toHexString())).length
  return {
    ...{ sha256, sealedOn, joinedSince },
    people: sealed.size,
    leftSince: sealed.size - (roster.length - joinedSince),
    isIntact: rosterHash(_id, enrolmentIds) === sha256,
  }
}
