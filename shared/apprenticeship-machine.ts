import type { Role } from './people'

/**
 * A programme goes stage by stage: 0 is its opening (agreement, plan, masters, apprentices), then one stage for each agreed
 * year. Each stage is handed in and looked at by both bureaux; the next one begins once it is accepted.
 */
export const apprenticeshipStates = ['planned', 'filed', 'housing_accepted', 'accepted', 'returned'] as const
export type ApprenticeshipState = (typeof apprenticeshipStates)[number]

export const apprenticeshipEvents = ['edit', 'file', 'take_back', 'accept', 'return'] as const
export type ApprenticeshipEvent = (typeof apprenticeshipEvents)[number]

export type ApprenticeshipRole = Extract<Role, 'institution' | 'housing' | 'hr'>

/** Conditions beyond state and role. */
export type ApprenticeshipGuard = 'own_programme' | 'stage_is_over' | 'not_party' | 'not_first_reviewer'

export interface ApprenticeshipTransition {
  event: ApprenticeshipEvent
  from: ApprenticeshipState
  to: ApprenticeshipState
  role: ApprenticeshipRole
  guards: readonly ApprenticeshipGuard[]
}

const byEnterprise = { role: 'institution', guards: ['own_programme'] } as const
const byHousing = { role: 'housing', guards: ['not_party'] } as const
const byHr = { role: 'hr', guards: ['not_party', 'not_first_reviewer'] } as const
const handIn = { event: 'file', to: 'filed', role: 'institution' } as const

/** Every step of a stage; whatever is not here is refused. What was returned is looked at by both bureaux anew. */
export const apprenticeshipTransitions: readonly ApprenticeshipTransition[] = [
  { event: 'edit', from: 'planned', to: 'planned', ...byEnterprise },
  { event: 'edit', from: 'returned', to: 'returned', ...byEnterprise },
  { ...handIn, from: 'planned', guards: ['own_programme', 'stage_is_over'] },
  { ...handIn, from: 'returned', guards: ['own_programme', 'stage_is_over'] },
  { event: 'take_back', from: 'filed', to: 'planned', ...byEnterprise },
  { event: 'accept', from: 'filed', to: 'housing_accepted', ...byHousing },
  { event: 'return', from: 'filed', to: 'returned', ...byHousing },
  { event: 'accept', from: 'housing_accepted', to: 'accepted', ...byHr },
  { event: 'return', from: 'housing_accepted', to: 'returned', ...byHr },
]

/** The part of a programme on which its next steps depend. */
export interface ApprenticeshipPosition {
  state: ApprenticeshipState
  institutionId: string
  partnerId: string
  /** Whoever wrote or filed any of it: none of them decides about it. */
  authorIds: readonly string[]
  /** Who accepted this stage for the housing bureau; null before that. */
  firstReviewerId: string | null
  /** Whether the last day of the year has passed; of the opening always. */
  isOver: boolean
}

export interface ApprenticeshipActor {
  id: string
  role: ApprenticeshipRole
  institutionId: string | null
}

export type ApprenticeshipOutcome =
  | { allowed: true; to: ApprenticeshipState }
  | { allowed: false; because: 'not_in_this_state' | 'not_your_role' | ApprenticeshipGuard }

const conditions: Record<
  ApprenticeshipGuard,
  (position: ApprenticeshipPosition, actor: ApprenticeshipActor) => boolean
> = {
  own_programme: ({ institutionId }, actor) => actor.institutionId === institutionId,
  stage_is_over: ({ isOver }) => isOver,
  not_party: ({ authorIds, institutionId, partnerId }, actor) =>
    !authorIds.includes(actor.id) &&
    actor.institutionId !== institutionId &&
    actor.institutionId !== partnerId,
  not_first_reviewer: ({ firstReviewerId }, actor) => firstReviewerId !== actor.id,
}

/** Decides whether an event may happen now. Pure: the same answer on every process. */
export function apprenticeshipTransition(
  position: ApprenticeshipPosition,
  event: ApprenticeshipEvent,
  actor: ApprenticeshipActor,
): ApprenticeshipOutcome {
  const rows = apprenticeshipTransitions.filter((row) => row.event === event && row.from === position.state)
  if (rows.length === 0) return { allowed: false, because: 'not_in_this_state' }
  const row = rows.find(({ role }) => role === actor.role)
  if (!row) return { allowed: false, because: 'not_your_role' }
  const unmet = row.guards.find((guard) => !conditions[guard](position, actor))
  return unmet === undefined ? { allowed: true, to: row.to } : { allowed: false, because: unmet }
}

/** Events that this actor may cause now: the only source of buttons on the phone. */
export function permittedApprenticeshipEvents(
  position: ApprenticeshipPosition,
  actor: ApprenticeshipActor,
): ApprenticeshipEvent[] {
  return apprenticeshipEvents.filter((event) => apprenticeshipTransition(position, event, actor).allowed)
}

/** The state of a stage in a few words, the same for everybody. */
export const apprenticeshipStateLabels: Record<ApprenticeshipState, string> = {
  planned: '还没提交',
  filed: '住建部门审核中',
  housing_accepted: '人社部门审核中',
  accepted: '审核通过',
  returned: '要改一下',
}
