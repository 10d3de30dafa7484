import type { Role } from './people'

/**
 * Where a training class can be. Up to `approved` it is a filing that only the institution and the bureaux see; from
 * `enrolling` on it is a class that people join. A state's name says who has it in hand or how far it is.
 */
export const classStates = [
  'draft',
  'with_partner',
  'filed',
  'housing_approved',
  'returned',
  'approved',
  'enrolling',
  'running',
  'finished',
  'examined',
  'results_in',
  'closed',
  'suspended',
  'cancelled',
] as const
export type ClassState = (typeof classStates)[number]

/** States of a filing: nobody can join yet. `approved` is where the class takes over. */
export const filingStates = [
  'draft',
  'with_partner',
  'filed',
  'housing_approved',
  'returned',
  'approved',
  'cancelled',
] as const satisfies readonly ClassState[]
export type FilingState = (typeof filingStates)[number]

/** States of a class that was approved. */
export const approvedClassStates = [
  'enrolling',
  'running',
  'finished',
  'examined',
  'results_in',
  'closed',
  'suspended',
  'cancelled',
] as const satisfies readonly ClassState[]
export type ApprovedClassState = (typeof approvedClassStates)[number]

export const classEvents = [
  'edit',
  'file',
  'agree',
  'decline',
  'take_back',
  'pass',
  'return',
  'open',
  'start',
  'finish',
  'examine',
  'settle',
  'close',
  'reopen',
  'suspend',
  'resume',
  'cancel',
] as const
export type ClassEvent = (typeof classEvents)[number]

/** `system` acts by rule: on the day, or in the transaction of the step that caused it. */
export type ClassActorRole = Extract<Role, 'institution' | 'housing' | 'hr'> | 'system'

/** Conditions beyond state and role. */
export type ClassGuard =
  | 'own_class'
  | 'is_partner'
  | 'has_partner'
  | 'has_no_partner'
  | 'not_party'
  | 'not_first_reviewer'
  | 'first_day_has_come'
  | 'last_day_is_over'
  | 'everybody_has_a_result'
  | 'nobody_has_a_result'
  | 'was_enrolling'
  | 'was_running'
  | 'was_finished'

export interface ClassTransition {
  event: ClassEvent
  from: ClassState
  to: ClassState
  role: ClassActorRole
  guards?: readonly ClassGuard[]
  /** Whoever takes the step says why; people read it. */
  needs?: 'reason'
}

const own: readonly ClassGuard[] = ['own_class']
const officers = ['housing', 'hr'] as const

/** What both bureaux may do, each to classes that are not their own affair. */
function byEitherBureau(row: Omit<ClassTransition, 'role'>): ClassTransition[] {
  return officers.map((role) => ({ ...row, role, guards: ['not_party', ...(row.guards ?? [])] }))
}

/**
 * Every step of a class; whatever is not here is refused. A class that was returned and mended is looked at by both bureaux
 * anew, because the first approval was of another content; its place in the queue is the old one.
 */
export const classTransitions: readonly ClassTransition[] = [
  { event: 'edit', from: 'draft', to: 'draft', role: 'institution', guards: own },
  { event: 'edit', from: 'returned', to: 'returned', role: 'institution', guards: own },
  ...(['draft', 'returned'] as const).flatMap((from): ClassTransition[] => [
    { event: 'file', from, to: 'filed', role: 'institution', guards: ['own_class', 'has_no_partner'] },
    { event: 'file', from, to: 'with_partner', role: 'institution', guards: ['own_class', 'has_partner'] },
  ]),
  { event: 'agree', from: 'with_partner', to: 'filed', role: 'institution', guards: ['is_partner'] },
  {
    event: 'decline',
    from: 'with_partner',
    to: 'returned',
    role: 'institution',
    guards: ['is_partner'],
    needs: 'reason',
  },
  { event: 'take_back', from: 'with_partner', to: 'draft', role: 'institution', guards: own },
  { event: 'take_back', from: 'filed', to: 'draft', role: 'institution', guards: own },
  { event: 'pass', from: 'filed', to: 'housing_approved', role: 'housing', guards: ['not_party'] },
  {
    event: 'return',
    from: 'filed',
    to: 'returned',
    role: 'housing',
    guards: ['not_party'],
    needs: 'reason',
  },
  {
    event: 'pass',
    from: 'housing_approved',
    to: 'approved',
    role: 'hr',
    guards: ['not_party', 'not_first_reviewer'],
  },
  {
    event: 'return',
    from: 'housing_approved',
    to: 'returned',
    role: 'hr',
    guards: ['not_party', 'not_first_reviewer'],
    needs: 'reason',
  },
  { event: 'open', from: 'approved', to: 'enrolling', role: 'system' },
  { event: 'start', from: 'enrolling', to: 'running', role: 'system', guards: ['first_day_has_come'] },
  { event: 'finish', from: 'running', to: 'finished', role: 'system', guards: ['last_day_is_over'] },
  { event: 'examine', from: 'finished', to: 'examined', role: 'institution', guards: own },
  {
    event: 'examine',
    from: 'finished',
    to: 'examined',
    role: 'system',
    guards: ['everybody_has_a_result'],
  },
  { event: 'settle', from: 'examined', to: 'results_in', role: 'institution', guards: own },
  {
    event: 'settle',
    from: 'examined',
    to: 'results_in',
    role: 'system',
    guards: ['everybody_has_a_result'],
  },
  { event: 'close', from: 'results_in', to: 'closed', role: 'institution', guards: own },
  { event: 'reopen', from: 'closed', to: 'results_in', role: 'hr', guards: ['not_party'], needs: 'reason' },
  ...(['enrolling', 'running', 'finished'] as const).flatMap((from) => [
    ...byEitherBureau({ event: 'suspend', from, to: 'suspended', needs: 'reason' }),
    ...byEitherBureau({ event: 'resume', from: 'suspended', to: from, guards: [`was_${from}`] }),
  ]),
  ...(['draft', 'with_partner', 'filed', 'housing_approved', 'returned'] as const).map(
    (from): ClassTransition => ({
      event: 'cancel',
      from,
      to: 'cancelled',
      role: 'institution',
      guards: own,
      needs: 'reason',
    }),
  ),
  ...(['enrolling', 'running', 'suspended'] as const).flatMap((from): ClassTransition[] => {
    const row = { event: 'cancel', from, to: 'cancelled', needs: 'reason' } as const
    return [
      { ...row, role: 'institution', guards: ['own_class', 'nobody_has_a_result'] },
      ...byEitherBureau({ ...row, guards: ['nobody_has_a_result'] }),
    ]
  }),
]

/** The part of a class on which its next steps depend. */
export interface ClassPosition {
  state: ClassState
  institutionId: string
  /** The other body of a joint class (企业+院校, clause （五）); null = there is none. */
  partnerId: string | null
  /** Whoever wrote or filed any of it: none of them decides about it. */
  authorIds: readonly string[]
  /** Who passed the first review; null before it. */
  firstReviewerId: string | null
  /** What the class was when it was suspended; null when it is not. */
  suspendedFrom: ClassState | null
  /** How many of the roster have an exam result. Of an empty roster everybody has one, and nobody. */
  results: { have: number; of: number }
  /** Where today lies among the days of the class. */
  day: { today: string; startsOn: string; endsOn: string }
}

/** Who acts, in which role. */
export interface ClassActor {
  id: string
  role: ClassActorRole
  institutionId: string | null
}

export type ClassTransitionOutcome =
  | { allowed: true; transition: ClassTransition }
  | { allowed: false; because: 'not_in_this_state' | 'not_your_role' | ClassGuard }

/** When each condition holds. */
const conditions: Record<ClassGuard, (position: ClassPosition, actor: ClassActor) => boolean> = {
  own_class: ({ institutionId }, actor) => actor.institutionId === institutionId,
  is_partner: ({ partnerId }, actor) => partnerId !== null && actor.institutionId === partnerId,
  has_partner: ({ partnerId }) => partnerId !== null,
  has_no_partner: ({ partnerId }) => partnerId === null,
  not_party: ({ authorIds, institutionId, partnerId }, actor) =>
    !authorIds.includes(actor.id) &&
    (actor.institutionId === null ||
      (actor.institutionId !== institutionId && actor.institutionId !== partnerId)),
  not_first_reviewer: ({ firstReviewerId }, actor) => firstReviewerId !== actor.id,
  first_day_has_come: ({ day }) => day.today >= day.startsOn,
  last_day_is_over: ({ day }) => day.today > day.endsOn,
  everybody_has_a_result: ({ results }) => results.have >= results.of,
  nobody_has_a_result: ({ results }) => results.have === 0,
  was_enrolling: ({ suspendedFrom }) => suspendedFrom === 'enrolling',
  was_running: ({ suspendedFrom }) => suspendedFrom === 'running',
  was_finished: ({ suspendedFrom }) => suspendedFrom === 'finished',
}

/** Decides whether an event may happen now. Pure: the same answer on every process. */
export function classTransition(
  position: ClassPosition,
  event: ClassEvent,
  actor: ClassActor,
): ClassTransitionOutcome {
  const inState = classTransitions.filter((row) => row.event === event && row.from === position.state)
  if (inState.length === 0) return { allowed: false, because: 'not_in_this_state' }
  const inRole = inState.filter((row) => row.role === actor.role)
  if (inRole.length === 0) return { allowed: false, because: 'not_your_role' }
  const standing = inRole.map((row) => ({
    row,
    unmet: row.guards?.find((guard) => !conditions[guard](position, actor)),
  }))
  const open = standing.find(({ unmet }) => unmet === undefined)
  if (open) return { allowed: true, transition: open.row }
  return { allowed: false, because: standing.at(-1)?.unmet ?? 'not_in_this_state' }
}

/** Events that this actor may cause now: the only source of buttons on the phone. */
export function permittedClassEvents(position: ClassPosition, actor: ClassActor): ClassEvent[] {
  return classEvents.filter((event) => classTransition(position, event, actor).allowed)
}

/** The state in a few words, the same for everybody. */
export const classStateLabels: Record<ClassState, string> = {
  draft: '草稿',
  with_partner: '等合办单位同意',
  filed: '住建部门审核中',
  housing_approved: '人社部门审核中',
  returned: '要改一下',
  approved: '审核通过',
  enrolling: '报名中',
  running: '上课中',
  finished: '课上完了',
  examined: '考过试了',
  results_in: '成绩已登记',
  closed: '已结班',
  suspended: '暂停',
  cancelled: '已取消',
}

/** Whether people can still join: before the first lesson, and after it as visible late joiners until the deadline. */
export function takesEnrolments(state: ClassState): boolean {
  return state === 'enrolling' || state === 'running'
}

/** Whether hours, results and certificates may be entered: from the first lesson on until the class is closed. */
export function takesRecords(state: ClassState): boolean {
  return state === 'running' || state === 'finished' || state === 'examined' || state === 'results_in'
}
