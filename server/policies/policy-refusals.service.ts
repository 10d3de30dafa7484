import { createHash } from 'node:crypto'
import type { PolicyVersionEvent } from '#shared/policy-version-machine'
import type { Problem } from '#shared/problem'
import type { Command } from '../context'
import { duplicateKeyOf } from '../mongo'
import { PolicyRefusals, type PolicyRefusal } from './policy-refusal.model'
import type { PolicyVersion } from './policy-version.model'

export type { PolicyRefusal } from './policy-refusal.model'

const LATEST = 100
const LONGEST_DETAIL = 500

/**
 * Keeps that a step was refused, and why. Not in the command's transaction, which is about to be undone. A step on an
 * outdated screen is no refusal: nothing was decided about it.
 */
export async function keepRefusal(
  { actor, moment }: Command,
  stored: PolicyVersion,
  event: PolicyVersionEvent,
  problem: Problem,
): Promise<void> {
  if (problem.code === 'changed_meanwhile') return
  const detail = reasonOf(problem).slice(0, LONGEST_DETAIL)
  const mark = [stored._id.toHexString(), stored.revision, actor.id, event, detail].join('|')
  const _id = createHash('sha256').update(mark, 'utf8').digest('base64url')
  const set = { versionId: stored._id, event, actorId: actor.personId, detail, at: moment.programmeNow }
  const write = () => PolicyRefusals.updateOne({ _id }, { $set: set, $inc: { count: 1 } }, { upsert: true })
  try {
    await write()
  } catch (error) {
    // The same tap twice, at the same moment.
    if (duplicateKeyOf(error) === null) throw error
    await write()
  }
}

/** The latest refusals of a version, oldest first. */
export async function refusalsOf({ _id: versionId }: PolicyVersion): Promise<PolicyRefusal[]> {
  const latest = await PolicyRefusals.find({ versionId })
    .sort({ at: -1 })
    .limit(LATEST)
    .lean<PolicyRefusal[]>()
  return latest.reverse()
}

function reasonOf({ extras, message }: Problem): string {
  const details = extras.errors?.map(({ detail }) => detail) ?? []
  return extras.detail ?? (details.length > 0 ? details.join('；') : message)
}
