import { differenceKinds, type SignDifferenceBody } from '#shared/policy-versions'
import { Problem } from '#shared/problem'
import type { Command } from '../context'
import { countOpenBookings } from '../enrolments/open-bookings.service'
import { comparisonLines, ComparisonTally, itemOf } from './policy-difference-lines'
import { DifferencePageWriter } from './policy-difference-pages'
import { contentOf } from './policy-edition'
import { advanceVersion, permittedTransition } from './policy-transition'
import type { Difference, PolicyVersion } from './policy-version.model'

/**
 * Works every claim under way, and the latest that ended, out again under this content, and keeps each that would come
 * out otherwise. Claims already made stay under their own version: this shows what the change means.
 * @throws Problem as `advanceVersion`: once the version is scheduled it holds still
 */
export async function compareWithClaims(command: Command, stored: PolicyVersion): Promise<PolicyVersion> {
  permittedTransition(command, stored, 'compare')
  const { tx, moment, actor, deployment } = command
  const tally = new ComparisonTally()
  const writer = await DifferencePageWriter.begin(stored._id, tx)
  for await (const lines of comparisonLines(stored, tx)) {
    for (const line of lines) tally.add(line)
    await writer.add(lines.flatMap((line) => itemOf(line) ?? []))
  }
  await writer.end()
  const { code, version, hash } = deployment.policies.current
  const { open, recent, changed, beforeFen, afterFen } = tally
  const difference: Difference = {
    hash: stored.hash,
    computedAt: moment.programmeNow,
    computedById: actor.personId,
    comparedWith: { code, version, hash },
    ...{ open, recent, changed, beforeFen, afterFen },
    byKind: differenceKinds
      .flatMap((kind) => ({ kind, ...(tally.of(kind) ?? { count: 0, deltaFen: 0 }) }))
      .filter(({ count }) => count > 0),
    bookings: { count: await countOpenBookings(tx), by: contentOf(stored).transition.by },
    signature: null,
  }
  const detail = `${String(open + recent)}件申领，${String(changed)}件会有变化`
  return advanceVersion(command, stored, { event: 'compare', set: { difference }, detail })
}

/**
 * Signs the comparison: says that this person saw what the content changes, and answers for it.
 * @throws Problem as `advanceVersion`; `changed_meanwhile` also when another comparison was seen
 */
export async function signDifference(
  command: Command,
  stored: PolicyVersion,
  body: SignDifferenceBody,
): Promise<PolicyVersion> {
  permittedTransition(command, stored, 'sign_difference')
  const { difference } = stored
  if (!difference || body.hash !== stored.hash || body.changed !== difference.changed) {
    throw new Problem('changed_meanwhile', { detail: '比对结果和您看到的不一样了，请刷新后再签字' })
  }
  const { actor, moment } = command
  const signature = { byId: actor.personId, at: moment.programmeNow, statement: body.statement }
  return advanceVersion(command, stored, {
    event: 'sign_difference',
    set: { difference: { ...difference, signature } },
    detail: body.statement,
  })
}
