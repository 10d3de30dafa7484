import { apprenticeshipEvidence, evidenceOfStage } from '#shared/apprenticeship-evidence'
import type { ApprenticeshipEventBody, EvidenceBody } from '#shared/apprenticeships'
import { Problem, type FieldError } from '#shared/problem'
import type { Command } from '../context'
import { invalidFields } from '../http/problem'
import { apprenticesOf, endPlacesOf, isThereAtEnd, type Apprentice } from './apprentice.service'
import {
  advanceApprenticeship,
  apprenticeshipActorOf,
  lastDayOfStage,
  type Apprenticeship,
} from './apprenticeship.service'

const bureauNames = { institution: '企业', housing: '住建部门', hr: '人社部门' } as const

/** Writes down a piece of evidence of the stage that is open; the same item again replaces it. */
export function recordEvidence(
  command: Command,
  programme: Apprenticeship,
  { item, words, givenBy, givenOn }: EvidenceBody,
): Promise<Apprenticeship> {
  const { actor, moment } = command
  const { stage, evidence } = programme
  if (!evidenceOfStage(stage).includes(item))
    throw new Problem('not_in_this_state', { detail: '这项材料不属于现在这一步' })
  if (givenOn > moment.today)
    throw invalidFields([{ pointer: '/givenOn', code: 'future', detail: '日期还没到，请核对' }])
  const made = { recordedAt: moment.programmeNow, recordedById: actor.personId }
  const others = evidence.filter((each) => each.stage !== stage || each.item !== item)
  const set = { evidence: [...others, { stage, item, words, givenBy, givenOn, ...made }] }
  return advanceApprenticeship(command, programme, { event: 'edit', set })
}

/** What still stands against handing the stage in, all of it. */
export function faultsOf(programme: Apprenticeship, apprentices: readonly Apprentice[]): FieldError[] {
  const { stage, evidence } = programme
  const given = new Set(evidence.flatMap((each) => (each.stage === stage ? [each.item] : [])))
  const missing = evidenceOfStage(stage).filter((item) => !given.has(item))
  return [
    ...missing.map((item) => ({
      pointer: `/evidence/${item}`,
      code: 'missing',
      detail: `还缺${apprenticeshipEvidence[item].name}`,
    })),
    ...(stage === 0 ? rosterFaults(apprentices) : recordFaults(programme, apprentices)),
  ]
}

function rosterFaults(apprentices: readonly Apprentice[]): FieldError[] {
  const waiting = apprentices.filter(({ state }) => state === 'waiting').length
  const detail = `还有${String(waiting)}个学徒没确认。请他们在自己手机上确认，或从名单里去掉`
  if (waiting > 0) return [{ pointer: '/apprentices', code: 'unconfirmed', detail }]
  if (apprentices.some(({ state }) => state === 'confirmed')) return []
  return [{ pointer: '/apprentices', code: 'nobody', detail: '还没有学徒确认' }]
}

function recordFaults(programme: Apprenticeship, apprentices: readonly Apprentice[]): FieldError[] {
  const lastDay = lastDayOfStage(programme, programme.stage)
  const without = apprentices.filter(
    (each) => isThereAtEnd(each, lastDay) && !each.records.some(({ year }) => year === programme.stage),
  ).length
  if (without === 0) return []
  const detail = `还有${String(without)}个学徒没登记这一年的课时和考核`
  return [{ pointer: '/apprentices', code: 'no_record', detail }]
}

/** One event of a stage. @throws Problem as `advanceApprenticeship`, `invalid_fields` with every fault */
export async function takeStep(
  command: Command,
  programme: Apprenticeship,
  body: ApprenticeshipEventBody,
): Promise<Apprenticeship> {
  if (programme.revision !== body.revision) throw new Problem('changed_meanwhile')
  switch (body.event) {
    case 'file':
      return file(command, programme)
    case 'take_back':
      return advanceApprenticeship(command, programme, { event: 'take_back' })
    case 'accept':
      return accept(command, programme)
    case 'return': {
      const { comment } = body
      const by = bureauNames[apprenticeshipActorOf(command.actor, programme).role]
      const set = { returned: { by, comment }, firstReviewerId: null }
      return advanceApprenticeship(command, programme, { event: 'return', comment, set })
    }
  }
}

async function file(command: Command, programme: Apprenticeship): Promise<Apprenticeship> {
  const set = { filedAt: command.moment.programmeNow, firstReviewerId: null, returned: null }
  const filed = await advanceApprenticeship(command, programme, { event: 'file', set })
  const faults = faultsOf(programme, await apprenticesOf(programme._id, command.tx))
  if (faults.length > 0) throw invalidFields(faults)
  return filed
}

/** Housing passes it on; with the HR bureau's word the stage counts, and after the last one everybody is free again. */
async function accept(command: Command, programme: Apprenticeship): Promise<Apprenticeship> {
  const isFirst = programme.state === 'filed'
  const set = { firstReviewerId: isFirst ? command.actor.personId : null }
  const moved = await advanceApprenticeship(command, programme, { event: 'accept', set })
  if (moved.state === 'accepted') await endPlacesOf(moved._id, command.tx)
  return moved
}
