import type { ClientSession } from 'mongoose'
import { policyTransition } from '#shared/policy-version-machine'
import { positionOf, turnPage, writeStep } from './policy-transition'
import { PolicyVersions, type PolicyVersion } from './policy-version.model'

/**
 * Turns the page when the scheduled day has come. Every process may try at the same time: the store lets one of them
 * through, and which version rules that day does not depend on it.
 */
export async function activateDue(today: string, at: Date, tx: ClientSession): Promise<void> {
  const due = await PolicyVersions.findOne({ slot: 'scheduled', activeFrom: { $lte: today } })
    .session(tx)
    .lean<PolicyVersion>()
  if (!due) return
  const position = positionOf(due, due.difference?.comparedWith.hash ?? '', today)
  const outcome = policyTransition(position, 'activate', { id: '', role: 'system' })
  if (!outcome.allowed) return
  await supersedeActive(due, { at, tx })
  const set = { state: outcome.transition.to, slot: 'active' as const }
  await writeStep(due, { event: 'activate', set, detail: '到了生效日，自动启用' }, { at, tx })
  await turnPage(tx)
}

/** The version in force gives way to its successor. It keeps its day, and the cases that belong to it. */
export async function supersedeActive(
  successor: PolicyVersion,
  when: { at: Date; tx: ClientSession },
): Promise<void> {
  const active = await PolicyVersions.findOne({ slot: 'active' }).session(when.tx).lean<PolicyVersion>()
  if (!active) return
  const detail = `由${successor.title}第${String(successor.version)}版接替`
  const set = { state: 'superseded' as const }
  await writeStep(active, { event: 'supersede', set, unsetSlot: true, detail }, when)
}
