import { createHash } from 'node:crypto'
import { parsePolicy } from '#shared/subsidy-policy'
import policyJson from '#seeds/policies/lyg-2020-housing-skills.json'
import { answerCase, underEachPreset, type PolicyByPreset } from '../../server/commands/estimate'
import type { OracleCase } from './boundaries'
import { differences } from './comparison'

/** The policy as the product ships it, compiled under both presets. */
export function shippedPolicies(): PolicyByPreset {
  return underEachPreset(parsePolicy(policyJson, (text) => createHash('sha256').update(text).digest('hex')))
}

/** Asks the product as `npm run estimate` does, a line in and a line out, and says where the oracle differs. */
export function disagreements({ id, preset, facts }: OracleCase, policies: PolicyByPreset): string[] {
  return differences(facts, preset, answerCase(JSON.stringify({ id, preset, facts }), policies, '2021-06-18'))
}

/** One disagreement for people: the case, the facts, and each difference on its own line. */
export function readable({ id, preset, facts }: OracleCase, found: readonly string[]): string {
  return [`${id} (${preset})`, JSON.stringify(facts), ...found].join('\n  ')
}
