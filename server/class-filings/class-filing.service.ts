import { Types } from 'mongoose'
import type { ClassDraft } from '#shared/class-draft'
import {
  classStateLabels,
  classTransition,
  filingStates,
  permittedClassEvents,
  type ClassActor,
  type ClassEvent,
  type ClassPosition,
  type FilingState,
} from '#shared/class-machine'
import { Problem } from '#shared/problem'
import type { ClassHistoryEntry } from '../classes/class-history'
import type { Actor, Command } from '../context'
import { ClassFilings, type ClassFiling } from './class-filing.model'
import { countDrafts, visibleFiling } from './filing-lookup.service'

/** More drafts than that are not being written by anybody. */
const MOST_DRAFTS = 50

/** A step to take, and what changes with it. */
export interface FilingStep {
  event: ClassEvent
  detail?: string
  set?: Partial<ClassFiling>
  /** Of officers: they have decided on it. */
  decides?: boolean
}

/** The part of a filing on which its next steps depend. */
export function positionOfFiling(filing: ClassFiling, today: string): ClassPosition {
  const { state, draft, institutionId, partnerId, authorIds, firstReviewerId } = filing
  return {
    state,
    institutionId: institutionId.toHexString(),
    partnerId: partnerId?.toHexString() ?? null,
    authorIds: authorIds.map((id) => id.toHexString()),
    firstReviewerId: firstReviewerId?.toHexString() ?? null,
    suspendedFrom: null,
    results: { have: 0, of: 0 },
    day: { today, startsOn: draft.startsOn, endsOn: draft.endsOn },
  }
}

/** As whom this person sees a filing: the bureau whose turn it is, if they belong to it; else what they are. */
export function classActorOf(actor: Actor, state: ClassFiling['state'] | null): ClassActor {
  const bureaux = (['housing', 'hr'] as const).filter((role) => actor.roles.includes(role))
  const onTurn = state === 'housing_approved' ? 'hr' : 'housing'
  const role = bureaux.find((bureau) => bureau === onTurn) ?? bureaux[0] ?? 'institution'
  return { id: actor.id, role, institutionId: actor.institutionId?.toHexString() ?? null }
}

/** Events that this person may cause now. */
export function permittedOnFiling(actor: Actor, filing: ClassFiling, today: string): ClassEvent[] {
  return permittedClassEvents(positionOfFiling(filing, today), classActorOf(actor, filing.state))
}

/** Begins a filing of the actor's own institution. @throws Problem `not_in_this_state` when too many are open */
export async function createFiling(command: Command, draft: ClassDraft): Promise<ClassFiling> {
  const { actor, tx, moment } = command
  const { institutionId, personId } = actor
  if (!institutionId) throw new Problem('not_allowed', { detail: '您的账号还没有关联培训机构' })
  if ((await countDrafts(institutionId, tx)) >= MOST_DRAFTS) {
    const detail = `草稿最多${String(MOST_DRAFTS)}份，请先删掉不用的`
    throw new Problem('not_in_this_state', { detail })
  }
  const record = {
    ...{ institutionId, draft, partnerId: partnerOf(draft), state: 'draft' as const, authorIds: [personId] },
    ...{ revision: 0, createdAt: moment.programmeNow },
  }
  const [created] = await ClassFilings.create([record], { session: tx })
  if (!created) throw new Error('The store acknowledged a filing without returning it')
  return created.toObject<ClassFiling>()
}

/**
 * Keeps what has been written so far. The same content again changes nothing, so that a phone may save as often as it likes.
 * @throws Problem `not_found`, `not_in_this_state`, `changed_meanwhile`
 */
export async function saveFiling(
  command: Command,
  id: string,
  { draft, revision }: { draft: ClassDraft; revision: number },
): Promise<ClassFiling> {
  const filing = await visibleFiling(command.actor, id, command.tx)
  if (JSON.stringify(filing.draft) === JSON.stringify(draft)) return filing
  if (filing.revision !== revision) throw new Problem('changed_meanwhile')
  return advanceFiling(command, filing, { event: 'edit', set: { draft, partnerId: partnerOf(draft) } })
}

/**
 * Moves a filing by one row of the table, in one conditional write. Whoever takes a step for an institution is one of its
 * authors from then on. Editing leaves no trace in the history: there would be one for every pause in typing.
 * @throws Problem `not_allowed`, `same_reviewer`, `not_in_this_state` with what is permitted, `changed_meanwhile`
 */
export async function advanceFiling(
  { actor, moment, tx }: Command,
  filing: ClassFiling,
  { event, detail = '', set = {}, decides = false }: FilingStep,
): Promise<ClassFiling> {
  const who = classActorOf(actor, filing.state)
  const outcome = classTransition(positionOfFiling(filing, moment.today), event, who)
  if (!outcome.allowed)
    throw refusalOf(filing, outcome.because, permittedOnFiling(actor, filing, moment.today))
  const to = filingStateOf(outcome.transition.to)
  const { personId: actorId } = actor
  const { state: from, _id, revision } = filing
  const entry: ClassHistoryEntry = {
    ...{ at: moment.programmeNow, event, from, to, actorId, actorRole: who.role, detail },
  }
  const moved = await ClassFilings.findOneAndUpdate(
    { _id, state: from, revision },
    {
      $set: { ...set, state: to },
      $inc: { revision: 1 },
      ...(event === 'edit' ? {} : { $push: { history: entry } }),
      $addToSet: {
        ...(who.role === 'institution' ? { authorIds: actorId } : {}),
        ...(decides ? { reviewerIds: actorId } : {}),
      },
    },
    { session: tx, returnDocument: 'after' },
  ).lean<ClassFiling>()
  if (!moved) throw new Problem('changed_meanwhile')
  return moved
}

function partnerOf({ partnerId }: ClassDraft): Types.ObjectId | null {
  return partnerId === null ? null : new Types.ObjectId(partnerId)
}

function filingStateOf(state: string): FilingState {
  const found = filingStates.find((each) => each === state)
  if (!found) throw new Error(`The table leads a filing to ${state}`)
  return found
}

function refusalOf(filing: ClassFiling, because: string, permittedEvents: ClassEvent[]): Problem {
  if (because === 'not_first_reviewer') {
    const detail = '住建审核是您做的，人社审核要换一个人'
    return new Problem('same_reviewer', { detail })
  }
  if (because === 'not_party')
    return new Problem('not_allowed', { detail: '自己写的、自己单位的班要由别人来审' })
  if (because === 'not_your_role' || because === 'own_class' || because === 'is_partner')
    return new Problem('not_allowed', { detail: '这一步不归您办' })
  const detail = `这个备案现在是“${classStateLabels[filing.state]}”，不能这样操作`
  return new Problem('not_in_this_state', { detail, permittedEvents })
}
