import type { ClientSession, Types, UpdateQuery } from 'mongoose'
import {
  permittedPolicyEvents,
  policyGuardWords,
  policyTransition,
  policyVersionEvents,
  policyVersionStateLabels,
  type PolicyActor,
  type PolicyVersionEvent,
  type PolicyVersionGuard,
  type PolicyVersionPosition,
  type PolicyVersionState,
  type PolicyVersionTransition,
} from '#shared/policy-version-machine'
import { Problem } from '#shared/problem'
import type { Actor, Command } from '../context'
import { PolicyBookMarks, PolicyVersions, type PolicyVersion } from './policy-version.model'

/** A step to take: the event, and what changes with it. */
export interface PolicyStep {
  event: PolicyVersionEvent
  /** For the history, in plain Chinese. */
  detail?: string
  set?: Partial<PolicyVersion>
  unsetSlot?: boolean
}

/** What else bears on a version's next steps. */
interface Circumstances {
  /** Content of the version in force now: a difference against another one is outdated. */
  inForceHash: string
  /** Programme date. */
  today: string
  /** Claims that would come out otherwise and that the signed comparison does not show; counted where it matters. */
  unseen?: number
}

/** The part of a version on which its next steps depend. */
export function positionOf(
  stored: PolicyVersion,
  { inForceHash, today, unseen = 0 }: Circumstances,
): PolicyVersionPosition {
  const run = stored.caseRun?.hash === stored.hash ? stored.caseRun : null
  return {
    state: stored.state,
    authorIds: stored.authorIds.map((id) => id.toHexString()),
    reviewerId: stored.reviewerId?.toHexString() ?? null,
    approverId: stored.approverId?.toHexString() ?? null,
    cases: run === null ? 'not_run' : run.failures.length > 0 ? 'failed' : 'passed',
    everyRuleHasCase: run === null || run.uncoveredRules.length === 0,
    difference: differenceStanding(stored, inForceHash, unseen),
    ownDates: ownDatesOn(stored, today),
    isDue: stored.activeFrom !== null && stored.activeFrom <= today,
  }
}

function ownDatesOn(
  { effectiveFrom, effectiveUntil }: PolicyVersion,
  today: string,
): PolicyVersionPosition['ownDates'] {
  if (today < effectiveFrom) return 'before'
  return today > effectiveUntil ? 'after' : 'inside'
}

function differenceStanding(
  { hash, difference, approverId }: PolicyVersion,
  inForceHash: string,
  unseen: number,
): PolicyVersionPosition['difference'] {
  if (difference?.hash !== hash) return 'not_computed'
  if (difference.comparedWith.hash !== inForceHash) return 'outdated'
  const isSigned = difference.signature !== null && approverId?.equals(difference.signature.byId) === true
  if (!isSigned) return 'unsigned'
  return unseen > 0 ? 'incomplete' : 'signed'
}

/** As what this person may act on versions. */
export function policyActorsOf(actor: Actor): PolicyActor[] {
  const held = (['policy_editor', 'policy_approver'] as const).filter((role) => actor.roles.includes(role))
  return held.map((role) => ({ id: actor.id, role }))
}

/** Everything that this person may do with the version now. */
export function eventsFor(position: PolicyVersionPosition, actor: Actor): PolicyVersionEvent[] {
  const permitted = new Set(policyActorsOf(actor).flatMap((each) => permittedPolicyEvents(position, each)))
  return policyVersionEvents.filter((event) => permitted.has(event))
}

/**
 * The row of the table by which this person may take the step.
 * @param unseen as counted for steps that put the version in force
 * @throws Problem `version_not_ready` with every reason, `not_in_this_state` with what is permitted, `not_allowed`
 */
export function permittedTransition(
  { actor, deployment, moment }: Command,
  stored: PolicyVersion,
  event: PolicyVersionEvent,
  unseen = 0,
): PolicyVersionTransition {
  const inForceHash = deployment.policies.current.hash
  const position = positionOf(stored, { inForceHash, today: moment.today, unseen })
  const outcomes = policyActorsOf(actor).map((each) => policyTransition(position, event, each))
  for (const outcome of outcomes) if (outcome.allowed) return outcome.transition
  for (const outcome of outcomes) {
    if (!outcome.allowed && outcome.because === 'guards') throw notReady(outcome.guards)
  }
  if (outcomes.some((each) => !each.allowed && each.because === 'not_in_this_state')) {
    throw wrongState(stored, eventsFor(position, actor))
  }
  throw new Problem('not_allowed', { detail: '这一步要由政策审批来办' })
}

/**
 * Moves a version by one row of the table, in one conditional write.
 * @throws Problem as `permittedTransition`, and `changed_meanwhile`
 */
export function advanceVersion(
  command: Command,
  stored: PolicyVersion,
  step: PolicyStep,
): Promise<PolicyVersion> {
  const { to } = permittedTransition(command, stored, step.event)
  const { moment, actor, tx } = command
  return write(stored, { ...step, to }, { at: moment.programmeNow, actorId: actor.personId, tx })
}

/** When something happens that no person does. */
export interface SystemMoment {
  today: string
  at: Date
  tx: ClientSession
}

/** A step that the date, or another version's step, brings about. @throws when the table knows no such step */
export function advanceBySystem(
  stored: PolicyVersion,
  step: PolicyStep,
  { today, at, tx }: SystemMoment,
): Promise<PolicyVersion> {
  const outcome = policyTransition(positionOf(stored, { inForceHash: '', today }), step.event, {
    id: '',
    role: 'system',
  })
  if (!outcome.allowed) throw new Error(`${step.event} of a version that is ${stored.state}`)
  return write(stored, { ...step, to: outcome.transition.to }, { at, actorId: null, tx })
}

async function write(
  stored: PolicyVersion,
  step: PolicyStep & { to: PolicyVersionState },
  { at, actorId, tx }: { at: Date; actorId: Types.ObjectId | null; tx: ClientSession },
): Promise<PolicyVersion> {
  const update: UpdateQuery<PolicyVersion> = {
    $set: { ...step.set, state: step.to },
    $inc: { revision: 1 },
    $push: { history: { at, event: step.event, actorId, detail: step.detail ?? '' } },
    ...(step.unsetSlot ? { $unset: { slot: 1 } } : {}),
  }
  const where = { _id: stored._id, state: stored.state, revision: stored.revision }
  const options = { session: tx, returnDocument: 'after' } as const
  const changed = await PolicyVersions.findOneAndUpdate(where, update, options).lean<PolicyVersion>()
  if (!changed) throw new Problem('changed_meanwhile')
  if (isInBook(stored.state) || isInBook(step.to)) await turnPage(tx)
  return changed
}

/** The book shows every process what decides, decided or will decide: a step into it, in it or out of it turns its page. */
function isInBook(state: PolicyVersionState): boolean {
  return state === 'scheduled' || state === 'active' || state === 'superseded' || state === 'closed'
}

/** Tells every process that the versions in force, or to come, are others now. */
async function turnPage(tx: ClientSession): Promise<void> {
  await PolicyBookMarks.updateOne(
    { _id: 'policy_book' },
    { $inc: { changes: 1 } },
    { session: tx, upsert: true },
  )
}

function notReady(guards: readonly PolicyVersionGuard[]): Problem {
  const errors = guards.map((guard) => ({ ...policyGuardWords[guard], code: guard }))
  return new Problem('version_not_ready', {
    errors,
    detail: errors.map((error) => error.detail).join('；'),
  })
}

function wrongState({ state }: PolicyVersion, permitted: PolicyVersionEvent[]): Problem {
  return new Problem('not_in_this_state', {
    detail: `这一版现在是“${policyVersionStateLabels[state]}”，不能这样操作`,
    permittedEvents: permitted,
  })
}
