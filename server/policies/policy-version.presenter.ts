import {
  obstaclesOf,
  policyGuardWords,
  policyVersionEventLabels,
  policyVersionStateLabels,
} from '#shared/policy-version-machine'
import {
  differenceLabels,
  type CaseRunView,
  type CurrentPolicyView,
  type DifferenceView,
  type PolicyVersionListView,
  type PolicyVersionSummary,
  type PolicyVersionView,
} from '#shared/policy-versions'
import type { TransitionBasis } from '#shared/policy-version-content'
import type { Context, Actor } from '../context'
import type { PolicyEdition } from './policy-book'
import { contentOf } from './policy-edition'
import { isAtDesk, type PolicyVersion } from './policy-lookup.service'
import type { PolicyRefusal } from './policy-refusals.service'
import { eventsFor, positionOf } from './policy-transition'
import type { CaseRun, Difference } from './policy-version.model'

/** Names of the people at the policy desk, by id. */
export type NameOf = (id: { toHexString(): string } | null) => string | null

/** What everybody may know of a version. */
function presentVersionSummary(stored: Omit<PolicyVersion, 'content'>): PolicyVersionSummary {
  const { code, version, title, state, preset, hash, effectiveFrom, effectiveUntil } = stored
  return {
    id: stored._id.toHexString(),
    ...{ code, version, title, state, preset, hash, effectiveFrom, effectiveUntil },
    stateText: policyVersionStateLabels[state],
    activeFrom: stored.activeFrom,
    closedOn: stored.closedOn,
  }
}

/** A line of the list, for the policy desk with the people behind it. */
export function presentListed(
  stored: Omit<PolicyVersion, 'content'>,
  nameOf: NameOf | null,
): PolicyVersionListView['items'][number] {
  return { ...presentVersionSummary(stored), people: nameOf && presentPeople(stored, nameOf) }
}

/** Everybody whom a line of the list names. */
export function peopleOf({ authorIds, reviewerId, approverId }: People) {
  return [...authorIds, reviewerId, approverId]
}

type People = Pick<PolicyVersion, 'authorIds' | 'reviewerId' | 'approverId'>

function presentPeople({ authorIds, reviewerId, approverId }: People, nameOf: NameOf) {
  return {
    authorNames: authorIds.map((id) => nameOf(id) ?? ''),
    reviewerName: nameOf(reviewerId),
    approverName: nameOf(approverId),
  }
}

/** A whole version: what everybody may read, and for the policy desk how far it has come. */
export function presentVersion(
  context: Context,
  stored: PolicyVersion,
  viewer: { actor: Actor | null; nameOf: NameOf; refusals: readonly PolicyRefusal[] },
): PolicyVersionView {
  const { document, catalogue, transition, cases } = contentOf(stored)
  const shown = { ...presentVersionSummary(stored), document, catalogue, transition }
  if (viewer.actor === null || !isAtDesk(viewer.actor)) return { ...shown, desk: null }
  return { ...shown, desk: { cases, ...presentDesk(context, stored, { ...viewer, actor: viewer.actor }) } }
}

function presentDesk(
  { deployment, moment }: Context,
  stored: PolicyVersion,
  { actor, nameOf, refusals }: { actor: Actor; nameOf: NameOf; refusals: readonly PolicyRefusal[] },
): Omit<NonNullable<PolicyVersionView['desk']>, 'cases'> {
  const inForceHash = deployment.policies.current.hash
  const position = positionOf(stored, { inForceHash, today: moment.today })
  const { caseRun, difference, basedOn } = stored
  return {
    revision: stored.revision,
    basedOn: basedOn && { code: basedOn.code, version: basedOn.version, hash: basedOn.hash },
    ...presentPeople(stored, nameOf),
    caseRun: caseRun && presentCaseRun(caseRun, nameOf),
    difference: difference && presentDifference(difference, inForceHash, nameOf),
    obstacles: isDecided(stored)
      ? []
      : obstaclesOf(position).map((guard) => ({ ...policyGuardWords[guard], code: guard })),
    permittedEvents: eventsFor(position, actor),
    history: presentHistory(stored, refusals, nameOf),
  }
}

type Step = NonNullable<PolicyVersionView['desk']>['history'][number]

/** What happened and what was refused, in the order of time. */
function presentHistory(
  { history }: PolicyVersion,
  refusals: readonly PolicyRefusal[],
  nameOf: NameOf,
): Step[] {
  const steps = [
    ...history.map((each) => ({ ...each, isRefused: false, count: 1 })),
    ...refusals.map((each) => ({ ...each, isRefused: true })),
  ].sort((left, right) => left.at.getTime() - right.at.getTime())
  return steps.map(({ at, event, actorId, detail, isRefused, count }) => ({
    at: at.toISOString(),
    event,
    label: event === 'create' ? '起草' : policyVersionEventLabels[event],
    actorName: nameOf(actorId),
    isRefused,
    times: count,
    detail,
  }))
}

/** Nothing stands in the way of what is scheduled, in force or over. */
function isDecided({ state }: PolicyVersion): boolean {
  return state !== 'draft' && state !== 'reviewed' && state !== 'approved'
}

function presentCaseRun(run: CaseRun, nameOf: NameOf): CaseRunView {
  const { total, passed, failures, uncoveredRules } = run
  return {
    ...{ total, passed, failures, uncoveredRules },
    ranAt: run.ranAt.toISOString(),
    ranByName: nameOf(run.ranById) ?? '',
  }
}

/** Under which version trainings fall that are booked already, by the date of the transition clause. */
const bookingsFall: Record<TransitionBasis, string> = {
  booking_date: '仍按报名那天的版本办',
  deciding_date: '按发证（考试）那天的版本办，可能落到新版',
}

/** What the comparison found, and whether it still says something about the version in force. */
export function presentDifference(
  difference: Difference,
  inForceHash: string,
  nameOf: NameOf,
): DifferenceView {
  const { hash, comparedWith, open, recent, changed, byKind, beforeFen, afterFen, signature } = difference
  const { count, by } = difference.bookings
  return {
    ...{ hash, comparedWith, open, recent, changed, beforeFen, afterFen },
    computedAt: difference.computedAt.toISOString(),
    computedByName: nameOf(difference.computedById) ?? '',
    isCurrent: comparedWith.hash === inForceHash,
    compared: open + recent,
    byKind: byKind.map((each) => ({ ...each, label: differenceLabels[each.kind] })),
    bookings: count,
    bookingsText: `另有${String(count)}人次已经报名、还没申领，${bookingsFall[by]}`,
    note: '已经提交的申领仍按原来那一版办，不受影响。这里列的是：同样的情况，按新版会怎样。“最高”按上限算。',
    signature: signature && {
      name: nameOf(signature.byId) ?? '',
      at: signature.at.toISOString(),
      statement: signature.statement,
    },
  }
}

/** The version in force, whole, with the next one announced. */
export function presentCurrent(edition: PolicyEdition, next: PolicyEdition | null): CurrentPolicyView {
  return {
    ...presentEdition(edition),
    document: edition.policy.file,
    catalogue: [...edition.catalogue],
    transition: edition.transition,
    next: next && {
      code: next.policy.code,
      version: next.policy.version,
      title: next.policy.file.title,
      hash: next.hash,
      activeFrom: next.activeFrom,
      transitionText: next.transition.sentence,
    },
  }
}

function presentEdition({ id, policy, state, activeFrom, closedOn }: PolicyEdition): PolicyVersionSummary {
  const { code, version, preset, hash, file } = policy
  return {
    ...{ id, code, version, state, preset, hash, activeFrom, closedOn },
    title: file.title,
    stateText: policyVersionStateLabels[state],
    effectiveFrom: file.effectiveFrom,
    effectiveUntil: file.effectiveUntil,
  }
}
