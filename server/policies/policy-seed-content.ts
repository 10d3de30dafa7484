import * as v from 'valibot'
import casesFile from '#seeds/policies/lyg-2020-housing-skills.cases.json'
import policyFile from '#seeds/policies/lyg-2020-housing-skills.json'
import versionFile from '#seeds/policies/lyg-2020-housing-skills.version.json'
import tradesFile from '#seeds/trades.json'
import { policyContent, type PolicyContent } from '#shared/policy-version-content'

/** Version 1, as it comes with the programme. */
export function seedContent(): PolicyContent {
  const { preset, transition } = versionFile
  return v.parse(policyContent, {
    document: policyFile,
    catalogue: tradesFile,
    preset,
    transition,
    cases: casesFile.cases,
  })
}
