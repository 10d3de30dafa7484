import type { Role } from './people'

/**
 * Where a claim can be. `entitled` is derived from results and never stored; everything else is a stored state.
 * A state's name says who has the claim or how it ended.
 */
export const claimStates = [
  'entitled',
  'submitted',
  'housing_review',
  'hr_review',
  'needs_info',
  'refused',
  'withdrawn',
  'appealed',
  'approved',
  'in_publicity',
  'objected',
  'held',
  'payable',
  'in_batch',
  'paid',
  'pay_failed',
] as const
export type ClaimState = (typeof claimStates)[number]

export const claimEvents = [
  'confirm',
  'run_checks',
  'pass',
  'return',
  'refuse',
  'supply',
  'withdraw',
  'hold',
  'resume',
  'appeal',
  'keep_refusal',
  'reopen',
  'release',
  'publish',
  'object',
  'dismiss_objection',
  'end_publicity',
  'batch',
  'unbatch',
  'bank_paid',
  'bank_failed',
  'change_account',
  'confirm_account',
] as const
export type ClaimEvent = (typeof claimEvents)[number]

/** `system` acts by rule, within the same transaction as the person's step that caused it. */
export type ClaimActorRole = Extract<Role, 'worker' | 'housing' | 'hr' | 'finance'> | 'system'

/** Conditions beyond state and role. Each is checked by `transition` on the server, and by nobody else. */
export const claimGuards = [
  'not_first_reviewer',
  'not_a_reviewer',
  'asked_by_housing',
  'asked_by_hr',
  'no_publicity_period',
  'publicity_period',
  'publicity_over',
  'held_from_housing_review',
  'held_from_hr_review',
  'held_from_payable',
  'held_before_approval',
  'appeal_open',
  'refused_by_housing',
  'refused_by_hr',
  'account_cooled_off',
  'account_looked_at',
  'account_not_looked_at',
] as const
export type ClaimGuard = (typeof claimGuards)[number]

/** What the event must bring along. */
export type ClaimNeed = 'account' | 'reason_code' | 'reason' | 'answer' | 'checks' | 'decided_amount_if_cap'

export interface ClaimTransition {
  event: ClaimEvent
  from: ClaimState
  to: ClaimState
  role: ClaimActorRole
  /** All of them must hold. */
  guards?: readonly ClaimGuard[]
  needs?: readonly ClaimNeed[]
}

/** Every step a claim can take; whatever is not here is refused. */
export const claimTransitions: readonly ClaimTransition[] = [
  { event: 'confirm', from: 'entitled', to: 'submitted', role: 'worker', needs: ['account'] },
  { event: 'run_checks', from: 'submitted', to: 'housing_review', role: 'system' },
  { event: 'pass', from: 'housing_review', to: 'hr_review', role: 'housing', needs: ['checks'] },
  ...sentBack('housing_review', 'housing', []),
  {
    ...{ event: 'pass', from: 'hr_review', to: 'approved', role: 'hr' },
    guards: ['not_first_reviewer'],
    needs: ['checks', 'decided_amount_if_cap'],
  },
  ...sentBack('hr_review', 'hr', ['not_first_reviewer']),
  {
    ...{ event: 'supply', from: 'needs_info', to: 'housing_review', role: 'worker' },
    guards: ['asked_by_housing'],
    needs: ['account'],
  },
  {
    ...{ event: 'supply', from: 'needs_info', to: 'hr_review', role: 'worker' },
    guards: ['asked_by_hr'],
    needs: ['account'],
  },
  { event: 'withdraw', from: 'housing_review', to: 'withdrawn', role: 'worker' },
  { event: 'withdraw', from: 'hr_review', to: 'withdrawn', role: 'worker' },
  { event: 'withdraw', from: 'needs_info', to: 'withdrawn', role: 'worker' },
  { event: 'withdraw', from: 'held', to: 'withdrawn', role: 'worker', guards: ['held_before_approval'] },
  ...heldAndResumed('housing_review', 'housing', 'held_from_housing_review'),
  ...heldAndResumed('hr_review', 'hr', 'held_from_hr_review'),
  ...heldAndResumed('payable', 'hr', 'held_from_payable'),
  {
    ...{ event: 'appeal', from: 'refused', to: 'appealed', role: 'worker' },
    guards: ['appeal_open'],
    needs: ['reason'],
  },
  ...appealDecided('housing_review', 'housing', 'refused_by_housing'),
  ...appealDecided('hr_review', 'hr', 'refused_by_hr'),
  { event: 'release', from: 'approved', to: 'payable', role: 'system', guards: ['no_publicity_period'] },
  { event: 'publish', from: 'approved', to: 'in_publicity', role: 'system', guards: ['publicity_period'] },
  { event: 'object', from: 'in_publicity', to: 'objected', role: 'system', needs: ['reason'] },
  { event: 'object', from: 'objected', to: 'objected', role: 'system', needs: ['reason'] },
  {
    ...{ event: 'dismiss_objection', from: 'objected', to: 'in_publicity', role: 'hr' },
    guards: ['not_a_reviewer'],
    needs: ['answer'],
  },
  {
    ...{ event: 'reopen', from: 'objected', to: 'hr_review', role: 'hr' },
    guards: ['not_a_reviewer'],
    needs: ['answer'],
  },
  {
    ...{ event: 'refuse', from: 'objected', to: 'refused', role: 'hr' },
    guards: ['not_a_reviewer'],
    needs: ['reason_code'],
  },
  {
    ...{ event: 'end_publicity', from: 'in_publicity', to: 'payable', role: 'system' },
    guards: ['publicity_over'],
  },
  {
    ...{ event: 'batch', from: 'payable', to: 'in_batch', role: 'finance' },
    guards: ['account_cooled_off', 'account_looked_at'],
  },
  { event: 'unbatch', from: 'in_batch', to: 'payable', role: 'finance' },
  { event: 'bank_paid', from: 'in_batch', to: 'paid', role: 'finance' },
  { event: 'bank_failed', from: 'in_batch', to: 'pay_failed', role: 'finance' },
  { event: 'change_account', from: 'pay_failed', to: 'payable', role: 'worker', needs: ['account'] },
  { event: 'change_account', from: 'payable', to: 'payable', role: 'worker', needs: ['account'] },
  {
    ...{ event: 'confirm_account', from: 'payable', to: 'payable', role: 'finance' },
    guards: ['account_not_looked_at'],
  },
]

type Bureau = 'housing' | 'hr'

/** A bureau asks for something, or refuses for good. */
function sentBack(from: ClaimState, role: Bureau, guards: readonly ClaimGuard[]): ClaimTransition[] {
  const row = { from, role, guards, needs: ['reason_code'] } as const
  return [
    { ...row, event: 'return', to: 'needs_info' },
    { ...row, event: 'refuse', to: 'refused' },
  ]
}

/** A bureau stops a claim for a time, with a reason that the worker reads, and lets it go on where it was. */
function heldAndResumed(state: ClaimState, role: Bureau, isFromHere: ClaimGuard): ClaimTransition[] {
  return [
    { event: 'hold', from: state, to: 'held', role, needs: ['reason'] },
    { event: 'resume', from: 'held', to: state, role, guards: [isFromHere] },
  ]
}

/** The bureau that refused decides on the appeal, by somebody who has decided nothing about the claim before. */
function appealDecided(to: ClaimState, role: Bureau, isTheirs: ClaimGuard): ClaimTransition[] {
  const row = { from: 'appealed', role, guards: [isTheirs, 'not_a_reviewer'], needs: ['answer'] } as const
  return [
    { ...row, event: 'keep_refusal', to: 'refused' },
    { ...row, event: 'reopen', to },
  ]
}

/** The part of a claim on which its next steps depend. */
export interface ClaimPosition {
  state: ClaimState
  /** Who passed the first review; null before it. */
  firstReviewerId: string | null
  /** Everybody who has decided something about the claim. */
  reviewerIds: readonly string[]
  /** The bureau whose question is open while the claim is `needs_info`. */
  askedBy: Bureau | null
  /** Working days of publicity that the pinned policy sets; null = it sets none. */
  publicityDays: number | null
  /** Whether the last day of publicity has passed; false while it cannot be known. */
  isPublicityOver: boolean
  /** Where a held claim was; null unless it is held. */
  heldFrom: ClaimState | null
  /** Which bureau refused it; null unless it is refused or the refusal is appealed. */
  refusedBy: Bureau | null
  /** Whether the refusal can still be appealed: in time, and for the first time. */
  isAppealOpen: boolean
  /** Whether the days have passed for which nothing is paid to an account that was changed after the decision. */
  isAccountCooledOff: boolean
  /** Whether finance has looked at such a change; true where there was none. */
  isAccountLookedAt: boolean
}

/** Who acts, in which role. */
export interface ClaimActor {
  id: string
  role: ClaimActorRole
}

export type TransitionOutcome =
  | { allowed: true; transition: ClaimTransition }
  | { allowed: false; because: 'not_in_this_state' | 'not_your_role' | ClaimGuard }

/**
 * Decides whether an event may happen now. Pure: the same answer on every process.
 * Knows nothing of ownership: that a worker acts on their own claim only is the caller's to check first.
 */
export function transition(position: ClaimPosition, event: ClaimEvent, actor: ClaimActor): TransitionOutcome {
  const inState = claimTransitions.filter((row) => row.event === event && row.from === position.state)
  if (inState.length === 0) return { allowed: false, because: 'not_in_this_state' }
  const inRole = inState.filter((row) => row.role === actor.role)
  if (inRole.length === 0) return { allowed: false, because: 'not_your_role' }
  const rows = inRole.map((row) => ({ row, unmet: unmetGuard(row, position, actor) }))
  const allowed = rows.find(({ unmet }) => unmet === null)
  if (allowed) return { allowed: true, transition: allowed.row }
  return { allowed: false, because: nearest(rows.flatMap(({ unmet }) => unmet ?? [])) }
}

/** Events that this actor may cause now: the only source of buttons on the phone. */
export function permittedEvents(position: ClaimPosition, actor: ClaimActor): ClaimEvent[] {
  return claimEvents.filter((event) => transition(position, event, actor).allowed)
}

/** That somebody else has to do it says more than that another row would have fitted. */
function nearest(unmet: readonly ClaimGuard[]): ClaimGuard | 'not_in_this_state' {
  return unmet.find((guard) => guard === 'not_a_reviewer') ?? unmet[0] ?? 'not_in_this_state'
}

function unmetGuard(
  { guards = [] }: ClaimTransition,
  position: ClaimPosition,
  actor: ClaimActor,
): ClaimGuard | null {
  return guards.find((guard) => !guardHolds[guard](position, actor)) ?? null
}

const beforeApproval: readonly (ClaimState | null)[] = ['housing_review', 'hr_review']

const guardHolds: Readonly<Record<ClaimGuard, (position: ClaimPosition, actor: ClaimActor) => boolean>> = {
  not_first_reviewer: ({ firstReviewerId }, { id }) => id !== firstReviewerId,
  not_a_reviewer: ({ reviewerIds }, { id }) => !reviewerIds.includes(id),
  asked_by_housing: ({ askedBy }) => askedBy === 'housing',
  asked_by_hr: ({ askedBy }) => askedBy === 'hr',
  no_publicity_period: ({ publicityDays }) => publicityDays === null,
  publicity_period: ({ publicityDays }) => publicityDays !== null,
  publicity_over: ({ isPublicityOver }) => isPublicityOver,
  held_from_housing_review: ({ heldFrom }) => heldFrom === 'housing_review',
  held_from_hr_review: ({ heldFrom }) => heldFrom === 'hr_review',
  held_from_payable: ({ heldFrom }) => heldFrom === 'payable',
  held_before_approval: ({ heldFrom }) => beforeApproval.includes(heldFrom),
  appeal_open: ({ isAppealOpen }) => isAppealOpen,
  refused_by_housing: ({ refusedBy }) => refusedBy === 'housing',
  refused_by_hr: ({ refusedBy }) => refusedBy === 'hr',
  account_cooled_off: ({ isAccountCooledOff }) => isAccountCooledOff,
  account_looked_at: ({ isAccountLookedAt }) => isAccountLookedAt,
  account_not_looked_at: ({ isAccountLookedAt }) => !isAccountLookedAt,
}

/** The state in the worker's words. */
export const claimStateLabels: Record<ClaimState, string> = {
  entitled: '可以申领',
  submitted: '已提交',
  housing_review: '住建部门审核中',
  hr_review: '人社部门审核中',
  needs_info: '要您补一下',
  refused: '未通过',
  appealed: '申诉复核中',
  withdrawn: '已撤回',
  approved: '审核通过',
  in_publicity: '公示中',
  objected: '异议核实中',
  held: '暂停办理',
  payable: '等待打款',
  in_batch: '正在打款',
  paid: '钱已到账',
  pay_failed: '打款没成功',
}
