import type { ClientSession, UpdateQuery } from 'mongoose'
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

/**
 * The part of a version on which its next steps depend.
 * @param inForceHash content of the version in force now: a difference against another one is outdated
 */
export function positionOf(stored: PolicyVersion, inForceHash: string, today: string): PolicyVersionPosition {
  const run = stored.caseRun?.hash === stored.hash ? stored.caseRun : null
  return {
    state: stored.state,
    authorIds: stored.authorIds.map((id) => id.toHexString()),
    reviewerId: stored.reviewerId?.toHexString() ?? null,
    cases: run === null ? 'not_run' : run.failures.length > 0 ? 'failed' : 'passed',
    everyRuleHasCase: run === null || run.uncoveredRules.length === 0,
    difference: differenceStanding(stored, inForceHash),
    isDue: stored.activeFrom !== null && stored.activeFrom <= today,
  }
}

function differenceStanding(
  { hash, difference, approverId }: PolicyVersion,
  inForceHash: string,
): PolicyVersionPosition['difference'] {
  if (difference?.hash !== hash) return 'not_computed'
  if (difference.comparedWith.hash !== inForceHash) return 'outdated'
  const isSigned = difference.signature !== null && approverId?.equals(difference.signature.byId) === true
  return isSigned ? 'signed' : 'unsigned'
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
 * Moves a version by one row of the table, in one conditional write.
 * @throws Problem `version_not_ready` with every reason, `not_in_this_state` with what is permitted, `not_allowed`,
 *   `changed_meanwhile`
 */
export async function advanceVersion(
  command: Command,
  stored: PolicyVersion,
  step: PolicyStep,
): Promise<PolicyVersion> {
  const { actor, deployment, moment, tx } = command
  const position = positionOf(stored, deployment.policies.current.hash, moment.today)
  const outcomes = policyActorsOf(actor).map((each) => policyTransition(position, step.event, each))
  const allowed = outcomes.find((each) => each.allowed)
  if (!allowed?.allowed) {
    const missing = outcomes.find((each) => !each.allowed && each.because === 'guards')
    if (missing && 'guards' in missing) throw notReady(missing.guards)
    if (outcomes.some((each) => !each.allowed && each.because === 'not_in_this_state')) {
      throw wrongState(stored, eventsFor(position, actor))
    }
    throw new Problem('not_allowed', { detail: '这一步要由政策审批来办' })
  }
  const update = { ...step.set, state: allowed.transition.to }
  return writeStep(stored, { ...step, set: update }, { by: command, tx })
}

/** A step that the date or another step brings about. The caller has asked the table. */
export async function writeStep(
  stored: PolicyVersion,
  step: PolicyStep,
  { by, at, tx }: { by?: Command; at?: Date; tx: ClientSession },
): Promise<PolicyVersion> {
  const entry = {
    at: by?.moment.programmeNow ?? at ?? stored.createdAt,
    event: step.event,
    actorId: by?.actor.personId ?? null,
    detail: step.detail ?? '',
  }
  const update: UpdateQuery<PolicyVersion> = {
    $set: { ...step.set },
    $inc: { revision: 1 },
    $push: { history: entry },
    ...(step.unsetSlot ? { $unset: { slot: 1 } } : {}),
  }
  const where = { _id: stored._id, state: stored.state, revision: stored.revision }
  const moved = await PolicyVersions.findOneAndUpdate(where, update, {
    session: tx,
    returnDocument: 'after',
  }).lean<PolicyVersion>()
  if (!moved) throw new Problem('changed_meanwhile')
  return moved
}

/** Tells every process that the versions in force, or to come, are others now. */
export async function turnPage(tx: ClientSession): Promise<void> {
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
