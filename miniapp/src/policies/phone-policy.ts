import { useEffect, useSyncExternalStore } from 'react'
import { briefOf } from '#shared/policy-brief'
import { fingerprinted } from '#shared/policy-version-content'
import type { CurrentPolicyView } from '#shared/policy-versions'
import { canonicalText } from '#shared/subsidy-canonical'
import { applyPreset, parsePolicy, type SubsidyPolicy } from '#shared/subsidy-policy'
import { asProblem } from '../api/api-problem'
import { api } from '../api/endpoints'
import { useProgramme } from '../api/programme'
import { forget, keep, readKept } from '../platform/storage'
import { catalogue } from '../trades/catalogue'
import { rememberCatalogue } from '../trades/catalogue-changes'
import { rememberBrief } from './brief'
import { bundledPolicy } from './policy'
import { isStopUnheard } from './policy-standing'
import { sha256 } from './sha256'

/** The policy by which this phone reckons. */
export interface PhonePolicy {
  readonly policy: SubsidyPolicy
  /** `bundled`: came with the program and carries no fingerprint. `fetched`: from the server, fingerprint checked. */
  readonly origin: 'bundled' | 'fetched'
  /** Last day of bookings where it was stopped without a successor; null = not stopped, as far as the phone knows. */
  readonly closedOn: string | null
  /** The version that is announced, or null. */
  readonly next: CurrentPolicyView['next']
  /** What arrived was not what had been published: it was thrown away, the one before still holds. */
  readonly isArrivalRefused: boolean
}

/** The phone's, not a person's: it outlives signing out. */
const place = 'device:policy'
const listeners = new Set<() => void>()
let current: PhonePolicy | null = null
let isAsking = false

/** The newest policy that the phone has; it asks for a newer one when the server names another fingerprint. */
export function usePhonePolicy(): PhonePolicy {
  const mine = useSyncExternalStore(subscribe, phonePolicy, phonePolicy)
  const status = useProgramme()
  const inForce = status?.policy.hash
  const isOutdated = (inForce !== undefined && inForce !== mine.policy.hash) || isStopUnheard(mine, status)
  useEffect(() => {
    if (isOutdated) void fetchPolicy()
  }, [isOutdated, inForce, mine.policy.hash])
  return mine
}

/** The policy now: the kept one when it can be read, otherwise the one in the package. */
export function phonePolicy(): PhonePolicy {
  current ??= fromKept() ?? {
    policy: bundledPolicy(),
    origin: 'bundled',
    closedOn: null,
    next: null,
    isArrivalRefused: false,
  }
  return current
}

/** Fetches the policy in force and takes it once its fingerprint is right. Without an answer the old one holds. */
export async function fetchPolicy(): Promise<void> {
  if (isAsking) return
  isAsking = true
  try {
    const view = await api.currentPolicy()
    const fetched = checked(view)
    if (fetched) {
      keep(place, view)
      rememberBrief(briefOf(fetched.policy))
      rememberCatalogue(view.catalogue, catalogue)
    }
    take(fetched ?? { ...phonePolicy(), isArrivalRefused: true })
  } catch (reason) {
    // A fault of our own is reported by `asProblem`; a missing connection is no reason to say anything.
    asProblem(reason)
  } finally {
    isAsking = false
  }
}

/** The view as a policy, or null when its content does not have the fingerprint that it claims. */
export function checked(view: CurrentPolicyView): PhonePolicy | null {
  const { document, catalogue, preset, transition, hash } = view
  if (sha256(canonicalText(fingerprinted({ document, catalogue, preset, transition, cases: [] }))) !== hash)
    return null
  try {
    const policy = applyPreset(
      parsePolicy(document, () => hash),
      preset,
    )
    return { policy, origin: 'fetched', closedOn: view.closedOn, next: view.next, isArrivalRefused: false }
  } catch {
    // Written for a newer program than this one: the policy that it can read still holds.
    return null
  }
}

/** Begins anew, as after a restart of the program: for tests. */
export function forgetPolicyInMemory(): void {
  current = null
}

function fromKept(): PhonePolicy | null {
  const view = readKept<CurrentPolicyView>(place)
  const kept = view === null ? null : checked(view)
  if (view !== null && kept === null) forget(place)
  return kept
}

function take(policy: PhonePolicy): void {
  current = policy
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
