import type { Role } from './people'

/** Where a policy version can be. Only `draft` can be edited; an edit of a reviewed one leads back there. */
export const policyVersionStates = [
  'draft',
  'reviewed',
  'approved',
  'scheduled',
  'active',
  'superseded',
  'closed',
] as const
export type PolicyVersionState = (typeof policyVersionStates)[number]

export const policyVersionEvents = [
  'edit',
  'run_cases',
  'compare',
  'sign_difference',
  'review',
  'return_to_draft',
  'approve',
  'schedule',
  'unschedule',
  'activate',
  'supersede',
  'close',
] as const
export type PolicyVersionEvent = (typeof policyVersionEvents)[number]

/** `system` acts by date, or in the transaction of the person's step that causes it. */
export type PolicyActorRole = Extract<Role, 'policy_editor' | 'policy_approver'> | 'system'

/** Conditions beyond state and role. All that do not hold are reported, not the first. */
export const policyVersionGuards = [
  'not_author',
  'not_reviewer',
  'cases_run',
  'cases_pass',
  'every_rule_has_a_case',
  'difference_computed',
  'difference_current',
  'difference_signed',
  'difference_complete',
  'approver_themself',
  'own_start_reached',
  'own_end_ahead',
  'date_reached',
] as const
export type PolicyVersionGuard = (typeof policyVersionGuards)[number]

export interface PolicyVersionTransition {
  event: PolicyVersionEvent
  from: PolicyVersionState
  to: PolicyVersionState
  role: PolicyActorRole
  guards?: readonly PolicyVersionGuard[]
  /** What the event must bring along. */
  needs?: 'reason' | 'date'
}

/** What must hold before a version may decide about anybody's money. */
const readiness: readonly PolicyVersionGuard[] = [
  'cases_run',
  'cases_pass',
  'every_rule_has_a_case',
  'difference_computed',
  'difference_current',
  'difference_signed',
  'difference_complete',
  'own_end_ahead',
]
const byOthers: readonly PolicyVersionGuard[] = ['not_author', 'not_reviewer']
const toSign: readonly PolicyVersionGuard[] = [
  ...byOthers,
  'difference_computed',
  'difference_current',
  'approver_themself',
]

/** What both roles may do with any content that can still be edited, without moving it. */
function inTheMaking(event: PolicyVersionEvent): PolicyVersionTransition[] {
  const states = ['draft', 'reviewed', 'approved'] as const
  const desk = ['policy_editor', 'policy_approver'] as const
  return states.flatMap((state) => desk.map((role) => ({ event, from: state, to: state, role })))
}

/**
 * Every step of a version; whatever is not here is refused. Steps that lead back to their own state leave the content
 * where it is and add to what is known of it.
 */
export const policyVersionTransitions: readonly PolicyVersionTransition[] = [
  { event: 'edit', from: 'draft', to: 'draft', role: 'policy_editor' },
  { event: 'edit', from: 'reviewed', to: 'draft', role: 'policy_editor' },
  { event: 'edit', from: 'approved', to: 'draft', role: 'policy_editor' },
  ...inTheMaking('run_cases'),
  ...inTheMaking('compare'),
  { event: 'sign_difference', from: 'reviewed', to: 'reviewed', role: 'policy_approver', guards: toSign },
  { event: 'sign_difference', from: 'approved', to: 'approved', role: 'policy_approver', guards: toSign },
  { event: 'review', from: 'draft', to: 'reviewed', role: 'policy_editor', guards: ['not_author'] },
  { event: 'review', from: 'draft', to: 'reviewed', role: 'policy_approver', guards: ['not_author'] },
  { event: 'return_to_draft', from: 'reviewed', to: 'draft', role: 'policy_editor', needs: 'reason' },
  { event: 'return_to_draft', from: 'reviewed', to: 'draft', role: 'policy_approver', needs: 'reason' },
  { event: 'return_to_draft', from: 'approved', to: 'draft', role: 'policy_editor', needs: 'reason' },
  { event: 'return_to_draft', from: 'approved', to: 'draft', role: 'policy_approver', needs: 'reason' },
  { event: 'approve', from: 'reviewed', to: 'approved', role: 'policy_approver', guards: byOthers },
  {
    event: 'schedule',
    from: 'approved',
    to: 'scheduled',
    role: 'policy_approver',
    guards: [...byOthers, ...readiness],
    needs: 'date',
  },
  { event: 'unschedule', from: 'scheduled', to: 'approved', role: 'policy_approver', needs: 'reason' },
  {
    event: 'activate',
    from: 'approved',
    to: 'active',
    role: 'policy_approver',
    guards: [...byOthers, ...readiness, 'own_start_reached'],
  },
  { event: 'activate', from: 'scheduled', to: 'active', role: 'system', guards: ['date_reached'] },
  { event: 'supersede', from: 'scheduled', to: 'superseded', role: 'system' },
  { event: 'supersede', from: 'active', to: 'superseded', role: 'system' },
  { event: 'close', from: 'active', to: 'closed', role: 'policy_approver', needs: 'reason' },
]

/** The part of a version on which its next steps depend. */
export interface PolicyVersionPosition {
  state: PolicyVersionState
  /** Whoever wrote any of it; nobody of them may review or approve it. */
  authorIds: readonly string[]
  reviewerId: string | null
  /** Who approved it, and therefore signs; null before. */
  approverId: string | null
  /** The worked cases as last run on exactly this content. */
  cases: 'not_run' | 'failed' | 'passed'
  /** Whether each rule that can be opened has a worked case. */
  everyRuleHasCase: boolean
  /**
   * The difference on existing claims; `outdated` = computed against a version that is no longer in force,
   * `incomplete` = signed, but claims made or mended since would come out otherwise, too.
   */
  difference: 'not_computed' | 'outdated' | 'unsigned' | 'incomplete' | 'signed'
  /** Where today lies among the version's own dates, first and last day inside. */
  ownDates: 'before' | 'inside' | 'after'
  /** Whether the scheduled day has come. */
  isDue: boolean
}

/** Who acts, in which role. */
export interface PolicyActor {
  id: string
  role: PolicyActorRole
}

export type PolicyTransitionOutcome =
  | { allowed: true; transition: PolicyVersionTransition }
  | { allowed: false; because: 'not_in_this_state' | 'not_your_role' }
  | { allowed: false; because: 'guards'; guards: readonly PolicyVersionGuard[] }

/** Decides whether an event may happen now. Pure. A refusal for its conditions names every one that does not hold. */
export function policyTransition(
  position: PolicyVersionPosition,
  event: PolicyVersionEvent,
  actor: PolicyActor,
): PolicyTransitionOutcome {
  const inState = policyVersionTransitions.filter((row) => row.event === event && row.from === position.state)
  if (inState.length === 0) return { allowed: false, because: 'not_in_this_state' }
  const row = inState.find((each) => each.role === actor.role)
  if (!row) return { allowed: false, because: 'not_your_role' }
  const guards = (row.guards ?? []).filter((guard) => !holds(guard, position, actor))
  return guards.length > 0
    ? { allowed: false, because: 'guards', guards }
    : { allowed: true, transition: row }
}

/** Events that this actor may cause now: the only source of buttons. */
export function permittedPolicyEvents(
  position: PolicyVersionPosition,
  actor: PolicyActor,
): PolicyVersionEvent[] {
  return policyVersionEvents.filter((event) => policyTransition(position, event, actor).allowed)
}

/** What still stands between this content and its activation, whoever would do it. */
export function obstaclesOf(position: PolicyVersionPosition): PolicyVersionGuard[] {
  return readiness.filter((guard) => !holds(guard, position, { id: '', role: 'system' }))
}

/** When each condition holds. */
const conditions: Record<
  PolicyVersionGuard,
  (position: PolicyVersionPosition, actor: PolicyActor) => boolean
> = {
  not_author: ({ authorIds }, actor) => !authorIds.includes(actor.id),
  not_reviewer: ({ reviewerId }, actor) => reviewerId !== actor.id,
  cases_run: ({ cases }) => cases !== 'not_run',
  cases_pass: ({ cases }) => cases !== 'failed',
  every_rule_has_a_case: ({ everyRuleHasCase }) => everyRuleHasCase,
  difference_computed: ({ difference }) => difference !== 'not_computed',
  difference_current: ({ difference }) => difference !== 'outdated',
  difference_signed: ({ difference }) => difference !== 'unsigned',
  difference_complete: ({ difference }) => difference !== 'incomplete',
  own_start_reached: ({ ownDates }) => ownDates !== 'before',
  own_end_ahead: ({ ownDates }) => ownDates !== 'after',
  approver_themself: ({ approverId }, actor) => approverId === null || approverId === actor.id,
  date_reached: ({ isDue }) => isDue,
}

function holds(guard: PolicyVersionGuard, position: PolicyVersionPosition, actor: PolicyActor): boolean {
  return conditions[guard](position, actor)
}

/** The state in the office's words. */
export const policyVersionStateLabels: Record<PolicyVersionState, string> = {
  draft: '起草中',
  reviewed: '已复核',
  approved: '已批准',
  scheduled: '已定生效日',
  active: '执行中',
  superseded: '已被新版替代',
  closed: '已停止',
}

/** What each event is called on a button and in the history. */
export const policyVersionEventLabels: Record<PolicyVersionEvent, string> = {
  edit: '修改',
  run_cases: '验算案例',
  compare: '比对已有申领',
  sign_difference: '在比对结果上签字',
  review: '复核通过',
  return_to_draft: '退回修改',
  approve: '批准',
  schedule: '定生效日',
  unschedule: '撤销生效日',
  activate: '启用',
  supersede: '被替代',
  close: '停止执行',
}

/** Which part of the version is in the way (JSON pointer into its view), and what to do about it. */
export const policyGuardWords: Record<PolicyVersionGuard, { pointer: string; detail: string }> = {
  not_author: { pointer: '/authors', detail: '您写过这一版，要换一个人来办' },
  not_reviewer: { pointer: '/reviewer', detail: '这一版是您复核的，批准和启用要换一个人' },
  cases_run: { pointer: '/caseRun', detail: '还没验算案例，请先点“验算”' },
  cases_pass: { pointer: '/caseRun/failures', detail: '有案例算出来和预期不一样，请改好再验算' },
  every_rule_has_a_case: { pointer: '/caseRun/uncoveredRules', detail: '有条款还没有案例，请补上再验算' },
  difference_computed: { pointer: '/difference', detail: '还没比对已有申领，请先点“比对”' },
  difference_current: { pointer: '/difference/comparedWith', detail: '比对之后换过执行版本，请重新比对' },
  difference_signed: { pointer: '/difference/signature', detail: '比对结果还没签字，请批准人看过后签字' },
  difference_complete: {
    pointer: '/difference/compared',
    detail: '比对之后又有申领会受影响，请重新比对，批准人看过再签字',
  },
  own_start_reached: { pointer: '/effectiveFrom', detail: '还没到这一版写的开始日，请定开始日或以后生效' },
  own_end_ahead: { pointer: '/effectiveUntil', detail: '这一版写的结束日已经过了，请先改日期' },
  approver_themself: { pointer: '/approver', detail: '要由批准这一版的人签字' },
  date_reached: { pointer: '/activeFrom', detail: '还没到生效日' },
}
