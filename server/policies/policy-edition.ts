import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { Catalogue } from '#shared/policy-catalogue'
import {
  fingerprinted,
  policyContent,
  type PolicyContent,
  type Reign,
  type TransitionClause,
} from '#shared/policy-version-content'
import type { PolicyVersionState } from '#shared/policy-version-machine'
import { canonicalText } from '#shared/subsidy-canonical'
import { applyPreset, parsePolicy, type SubsidyPolicy } from '#shared/subsidy-policy'
import type { PolicyVersion } from './policy-version.model'

/** A version ready to be asked, with its place in time. */
export interface PolicyEdition extends Reign {
  readonly id: string
  readonly state: PolicyVersionState
  readonly policy: SubsidyPolicy
  readonly catalogue: Catalogue
  readonly transition: TransitionClause
}

/** Fingerprint of a version: lower-case SHA-256 of the canonical text of everything that decides. */
export function hashOf(content: PolicyContent): string {
  return createHash('sha256')
    .update(canonicalText(fingerprinted(content)), 'utf8')
    .digest('hex')
}

/**
 * The policy of a version under the reading that it puts in force; its hash is the version's.
 * @throws {InvalidPolicy} with everything that is wrong
 */
export function policyOf(content: PolicyContent): SubsidyPolicy {
  return applyPreset(
    parsePolicy(content.document, () => hashOf(content)),
    content.preset,
  )
}

/** The content as it is kept: one text for one content. */
export function contentText(content: PolicyContent): string {
  return canonicalText(content)
}

/** The content of a stored version. @throws when this release cannot read it */
export function contentOf({ code, version, content }: PolicyVersion): PolicyContent {
  const result = v.safeParse(policyContent, JSON.parse(content))
  if (result.success) return result.output
  const places = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'content'}: ${issue.message}`)
  throw new Error(`Policy ${code} version ${version} cannot be read by this release:\n${places.join('\n')}`)
}

/** A stored version that has, or had, a day from which it decides. */
export function editionOf(stored: PolicyVersion): PolicyEdition {
  const content = contentOf(stored)
  return {
    id: stored._id.toHexString(),
    state: stored.state,
    hash: stored.hash,
    policy: policyOf(content),
    catalogue: content.catalogue,
    transition: content.transition,
    activeFrom: stored.activeFrom ?? content.document.effectiveFrom,
    closedOn: stored.closedOn,
  }
}
