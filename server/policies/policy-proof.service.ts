import { runCases } from '#shared/policy-version-cases'
import type { Command } from '../context'
import { contentOf, policyOf } from './policy-edition'
import { advanceVersion, permittedTransition } from './policy-transition'
import type { CaseRun, PolicyVersion } from './policy-version.model'

/**
 * Works out all cases of a version on the server, and keeps what came out with the content's fingerprint.
 * @throws Problem as `advanceVersion`: once the version is scheduled it holds still
 */
export async function proveVersion(command: Command, stored: PolicyVersion): Promise<PolicyVersion> {
  permittedTransition(command, stored, 'run_cases')
  const content = contentOf(stored)
  const { total, passed, failures, uncoveredRules } = runCases(policyOf(content), content.cases)
  const caseRun: CaseRun = {
    hash: stored.hash,
    ranAt: command.moment.programmeNow,
    ranById: command.actor.personId,
    total,
    passed,
    failures: [...failures],
    uncoveredRules: [...uncoveredRules],
  }
  const detail = `${String(total)}个案例，${String(passed)}个和预期一样`
  return advanceVersion(command, stored, { event: 'run_cases', set: { caseRun }, detail })
}
