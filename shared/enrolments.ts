import * as v from 'valibot'
import { classView } from './classes'
import { recordId, revision } from './primitives'

/** Mission: enrolled → attending → completed → passed/failed; dropped when the worker leaves. */
export const enrolmentStates = ['enrolled', 'attending', 'passed', 'failed', 'dropped'] as const
export type EnrolmentState = (typeof enrolmentStates)[number]
export const enrolmentStateLabels: Record<EnrolmentState, string> = {
  enrolled: '已报名',
  attending: '上课中',
  passed: '考试合格',
  failed: '考试未合格',
  dropped: '已退出',
}

/** What a booking says beside which class. */
export const enrolBody = v.strictObject({
  /** The worker has read that nothing will be paid, and wants to learn all the same. */
  acceptsNoSubsidy: v.optional(v.literal(true, '请确认没有补贴也报名')),
})
export type EnrolBody = v.InferOutput<typeof enrolBody>

/** `moved_up` into a place; `left` by themselves; `closed` when enrolment ended first. */
export const waitingStates = ['waiting', 'moved_up', 'left', 'closed'] as const
export type WaitingState = (typeof waitingStates)[number]

/** Somebody's place in the line for a full class. */
export const waitingPlaceView = v.object({
  id: recordId,
  class: classView,
  /** How many stand in front. */
  ahead: v.number(),
  /** Why a free seat went to the next in line, and what to do; null = it has not. */
  passedOver: v.nullable(v.string()),
})
export type WaitingPlaceView = v.InferOutput<typeof waitingPlaceView>
export const waitingPlaceListView = v.object({ items: v.array(waitingPlaceView) })
export type WaitingPlaceListView = v.InferOutput<typeof waitingPlaceListView>

/** A worker's own enrolment with everything that counts toward the subsidy. */
export const enrolmentView = v.object({
  id: recordId,
  class: classView,
  state: v.picklist(enrolmentStates),
  stateText: v.string(),
  onsiteHoursTenths: v.number(),
  onlineHoursTenths: v.number(),
  exam: v.nullable(v.object({ passed: v.boolean(), examinedOn: v.string() })),
  certificate: v.nullable(
    v.object({ kind: v.string(), label: v.string(), number: v.string(), issuedOn: v.string() }),
  ),
  claim: v.nullable(
    v.object({ id: recordId, claimNo: v.string(), state: v.string(), stateText: v.string() }),
  ),
  /** What the worker read and confirmed when booking without a subsidy; null = booked in the ordinary way. */
  noSubsidy: v.nullable(v.string()),
  mayLeave: v.boolean(),
  revision: revision,
})
export type EnrolmentView = v.InferOutput<typeof enrolmentView>
export const enrolmentListView = v.object({ items: v.array(enrolmentView) })
export type EnrolmentListView = v.InferOutput<typeof enrolmentListView>
