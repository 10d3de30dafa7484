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
  'approved',
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
  'release',
  'batch',
  'bank_paid',
  'bank_failed',
  'change_account',
] as const
export type ClaimEvent = (typeof claimEvents)[number]

/** `system` acts by rule, within the same transaction as the person's step that caused it. */
export type ClaimActorRole = Extract<Role, 'worker' | 'housing' | 'hr' | 'finance'> | 'system'

/** Conditions beyond state and role. Each is checked by `transition` on the server, and by nobody else. */
export type ClaimGuard = 'not_first_reviewer' | 'asked_by_housing' | 'asked_by_hr' | 'no_publicity_period'

/** What the event must bring along. */
export type ClaimNeed = 'account' | 'reason_code' | 'checks' | 'decided_amount_if_cap'

export interface ClaimTransition {
  event: ClaimEvent
  from: ClaimState
  to: ClaimState
  role: ClaimActorRole
  guard?: ClaimGuard
  needs?: readonly ClaimNeed[]
}

/** Every step a claim can take; whatever is not here is refused. */
export const claimTransitions: readonly ClaimTransition[] = [
  { event: 'confirm', from: 'entitled', to: 'submitted', role: 'worker', needs: ['account'] },
  { event: 'run_checks', from: 'submitted', to: 'housing_review', role: 'system' },
  { event: 'pass', from: 'housing_review', to: 'hr_review', role: 'housing', needs: ['checks'] },
  { event: 'return', from: 'housing_review', to: 'needs_info', role: 'housing', needs: ['reason_code'] },
  { event: 'refuse', from: 'housing_review', to: 'refused', role: 'housing', needs: ['reason_code'] },
  {
    event: 'pass',
    from: 'hr_review',
    to: 'approved',
    role: 'hr',
    guard: 'not_first_reviewer',
    needs: ['checks', 'decided_amount_if_cap'],
  },
  {
    event: 'return',
    from: 'hr_review',
    to: 'needs_info',
    role: 'hr',
    guard: 'not_first_reviewer',
    needs: ['reason_code'],
  },
  {
    event: 'refuse',
    from: 'hr_review',
    to: 'refused',
    role: 'hr',
    guard: 'not_first_reviewer',
    needs: ['reason_code'],
  },
  {
    event: 'supply',
    from: 'needs_info',
    to: 'housing_review',
    role: 'worker',
    guard: 'asked_by_housing',
    needs: ['account'],
  },
  {
    event: 'supply',
    from: 'needs_info',
    to: 'hr_review',
    role: 'worker',
    guard: 'asked_by_hr',
    needs: ['account'],
  },
  { event: 'withdraw', from: 'housing_review', to: 'withdrawn', role: 'worker' },
  { event: 'withdraw', from: 'hr_review', to: 'withdrawn', role: 'worker' },
  { event: 'withdraw', from: 'needs_info', to: 'withdrawn', role: 'worker' },
  { event: 'release', from: 'approved', to: 'payable', role: 'system', guard: 'no_publicity_period' },
  { event: 'batch', from: 'payable', to: 'in_batch', role: 'finance' },
  { event: 'bank_paid', from: 'in_batch', to: 'paid', role: 'finance' },
  { event: 'bank_failed', from: 'in_batch', to: 'pay_failed', role: 'finance' },
  { event: 'change_account', from: 'pay_failed', to: 'payable', role: 'worker', needs: ['account'] },
]

/** The part of a claim on which its next steps depend. */
export interface ClaimPosition {
  state: ClaimState
  /** Who passed the first review; null before it. */
  firstReviewerId: string | null
  /** The bureau whose question is open while the claim is `needs_info`. */
  askedBy: 'housing' | 'hr' | null
  /** Working days of publicity that the pinned policy sets; null = it sets none. */
  publicityDays: number | null
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
  const allowed = inRole.find((row) => guardHolds(row.guard, position, actor))
  if (allowed) return { allowed: true, transition: allowed }
  return { allowed: false, because: inRole[0]?.guard ?? 'not_in_this_state' }
}

/** Events that this actor may cause now: the only source of buttons on the phone. */
export function permittedEvents(position: ClaimPosition, actor: ClaimActor): ClaimEvent[] {
  return claimEvents.filter((event) => transition(position, event, actor).allowed)
}

function guardHolds(guard: ClaimGuard | undefined, position: ClaimPosition, actor: ClaimActor): boolean {
  switch (guard) {
    case undefined:
      return true
    case 'not_first_reviewer':
      return actor.id !== position.firstReviewerId
    case 'asked_by_housing':
      return position.askedBy === 'housing'
    case 'asked_by_hr':
      return position.askedBy === 'hr'
    case 'no_publicity_period':
      return position.publicityDays === null
  }
}

/** The state in the worker's words. */
export const claimStateLabels: Record<ClaimState, string> = {
  entitled: '可以申领',
  submitted: '已提交',
  housing_review: '住建部门审核中',
  hr_review: '人社部门审核中',
  needs_info: '要您补一下',
  refused: '未通过',
  withdrawn: '已撤回',
  approved: '审核通过',
  payable: '等待打款',
  in_batch: '银行打款中',
  paid: '钱已到账',
  pay_failed: '打款没成功',
}
