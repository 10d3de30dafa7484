import policyFile from '#seeds/policies/lyg-2020-housing-skills.json'
import { parsePolicy, type SubsidyPolicy } from '#shared/subsidy-policy'

let parsed: SubsidyPolicy | null = null

/** The notice as rules, read once, on the first page that needs it. It is in the package: no network is asked. */
export function bundledPolicy(): SubsidyPolicy {
  parsed ??= parsePolicy(policyFile)
  return parsed
}
