import type { ClientSession } from 'mongoose'
import { advanceBySystem, type SystemMoment } from './policy-transition'
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
  const when = { today, at, tx }
  await supersedeActive(due, when)
  const step = { event: 'activate', set: { slot: 'active' }, detail: '到了生效日，自动启用' } as const
  await advanceBySystem(due, step, when)
}

/** The version in force gives way to its successor. It keeps its day, and the cases that belong to it. */
export async function supersedeActive(successor: PolicyVersion, when: SystemMoment): Promise<void> {
  const active = await PolicyVersions.findOne({ slot: 'active' }).session(when.tx).lean<PolicyVersion>()
  if (!active) return
  const detail = `由第${String(successor.version)}版接替`
  await advanceBySystem(active, { event: 'supersede', unsetSlot: true, detail }, when)
}
