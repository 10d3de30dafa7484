import type { Role } from './people'

/**
 * Where a batch of payments can be. It is put together, frozen with a fingerprint of its list, approved by others than
 * those who made it, given to the bank, and ends when the bank has answered for every line and the sums agree.
 */
export const batchStates = [
  'open',
  'frozen',
  'approved',
  'exported',
  'partly_confirmed',
  'reconciled',
  'closed',
  'void',
] as const
export type BatchState = (typeof batchStates)[number]

export const batchEvents = [
  'fill',
  'take_out',
  'freeze',
  'approve',
  'export',
  'record_results',
  'close',
  'void',
] as const
export type BatchEvent = (typeof batchEvents)[number]

export type BatchRole = Extract<Role, 'finance'>

/** Conditions beyond state and role. */
export const batchGuards = [
  'has_payments',
  'not_a_maker',
  'not_approved_by_them',
  'last_approval',
  'not_last_approval',
  'leaves_pending',
  'leaves_none',
] as const
export type BatchGuard = (typeof batchGuards)[number]

/** What the event must bring along. */
export type BatchNeed = 'list_hash' | 'reason' | 'statement_total'

export interface BatchTransition {
  event: BatchEvent
  from: BatchState
  to: BatchState
  role: BatchRole
  /** All of them must hold. */
  guards?: readonly BatchGuard[]
  needs?: readonly BatchNeed[]
}

const role = 'finance'
const byAnother = ['not_a_maker', 'not_approved_by_them'] as const

/** Every step of a batch; whatever is not here is refused. After the list has gone to the bank nothing leads back. */
export const batchTransitions: readonly BatchTransition[] = [
  { event: 'fill', from: 'open', to: 'open', role },
  { event: 'take_out', from: 'open', to: 'open', role },
  { event: 'freeze', from: 'open', to: 'frozen', role, guards: ['has_payments'] },
  {
    ...{ event: 'approve', from: 'frozen', to: 'frozen', role },
    guards: [...byAnother, 'not_last_approval'],
    needs: ['list_hash'],
  },
  {
    ...{ event: 'approve', from: 'frozen', to: 'approved', role },
    guards: [...byAnother, 'last_approval'],
    needs: ['list_hash'],
  },
  { event: 'export', from: 'approved', to: 'exported', role },
  ...(['exported', 'partly_confirmed'] as const).flatMap((from): BatchTransition[] => [
    { event: 'record_results', from, to: 'partly_confirmed', role, guards: ['leaves_pending'] },
    { event: 'record_results', from, to: 'reconciled', role, guards: ['leaves_none'] },
  ]),
  { event: 'close', from: 'reconciled', to: 'closed', role, needs: ['statement_total'] },
  ...(['open', 'frozen', 'approved'] as const).map((from): BatchTransition => ({
    ...{ event: 'void', from, to: 'void', role },
    needs: ['reason'],
  })),
]

/** The part of a batch on which its next steps depend. */
export interface BatchPosition {
  state: BatchState
  /** Payments on the list. */
  count: number
  /** Everybody who has put something on the list, taken something off, or frozen it. */
  makerIds: readonly string[]
  approverIds: readonly string[]
  /** How many people have to approve; null until the list is frozen. */
  approvalsNeeded: number | null
  /** Payments that will still wait for the bank's answer after this step. */
  pendingAfter: number
}

export interface BatchActor {
  id: string
  role: BatchRole
}

export type BatchOutcome =
  | { allowed: true; transition: BatchTransition }
  | { allowed: false; because: 'not_in_this_state' | BatchGuard }

const guardHolds: Readonly<Record<BatchGuard, (position: BatchPosition, actor: BatchActor) => boolean>> = {
  has_payments: ({ count }) => count > 0,
  not_a_maker: ({ makerIds }, { id }) => !makerIds.includes(id),
  not_approved_by_them: ({ approverIds }, { id }) => !approverIds.includes(id),
  last_approval: (position) => isLastApproval(position),
  not_last_approval: (position) => !isLastApproval(position),
  leaves_pending: ({ pendingAfter }) => pendingAfter > 0,
  leaves_none: ({ pendingAfter }) => pendingAfter === 0,
}

/** Not while it is unknown how many are needed. */
function isLastApproval({ approverIds, approvalsNeeded }: BatchPosition): boolean {
  return approvalsNeeded !== null && approverIds.length + 1 >= approvalsNeeded
}

/** Decides whether an event may happen now. Pure: the same answer on every process. */
export function batchTransition(position: BatchPosition, event: BatchEvent, actor: BatchActor): BatchOutcome {
  const rows = batchTransitions.filter((row) => row.event === event && row.from === position.state)
  if (rows.length === 0) return { allowed: false, because: 'not_in_this_state' }
  const judged = rows.map((row) => ({
    row,
    unmet: (row.guards ?? []).find((guard) => !guardHolds[guard](position, actor)),
  }))
  const allowed = judged.find(({ unmet }) => unmet === undefined)
  if (allowed) return { allowed: true, transition: allowed.row }
  return { allowed: false, because: judged[0]?.unmet ?? 'not_in_this_state' }
}

/** Events that this actor may cause now: the only source of buttons on the screen. */
export function permittedBatchEvents(position: BatchPosition, actor: BatchActor): BatchEvent[] {
  return batchEvents.filter((event) => batchTransition(position, event, actor).allowed)
}

/** The state in the words of finance. */
export const batchStateLabels: Readonly<Record<BatchState, string>> = {
  open: '名单没定',
  frozen: '等核准',
  approved: '可以导出',
  exported: '等银行结果',
  partly_confirmed: '部分已有结果',
  reconciled: '等对账',
  closed: '已对账',
  void: '已作废',
}
