import type { ClientSession } from 'mongoose'
import { versionFor, type CaseDates } from '#shared/policy-version-content'
import { applyPreset, type SubsidyPolicy } from '#shared/subsidy-policy'
import { presetNames } from '#shared/subsidy-policy-schema'
import { editionOf, type PolicyEdition } from './policy-edition'
import { activateDue } from './policy-activation.service'
import {
  PolicyBookMarks,
  PolicyVersions,
  type PolicyBookMark,
  type PolicyVersion,
} from './policy-version.model'

export type { PolicyEdition } from './policy-edition'

/** Which policy a claim was made under: pinned with the claim, so that it can be replayed. */
export interface PolicyPin {
  code: string
  version: number
  preset: string
  hash: string
}

/**
 * The versions that were, are or will be in force, as this process has them in memory. The day decides which of them
 * rules, so that all processes agree whichever of them turns the page in the store.
 */
export interface PolicyBook {
  /** The newest version whose day has come. */
  readonly inForce: PolicyEdition
  /** Its policy: what holds for somebody who books now. */
  readonly current: SubsidyPolicy
  /** The version whose day has yet to come, or null. */
  readonly next: PolicyEdition | null
  /** The version to which a case belongs by the transition clauses; null = booked after the policy was stopped. */
  forCase(dates: CaseDates, on: string): PolicyEdition | null
  /** The version of an old claim. @throws when no known version has this fingerprint */
  edition(pin: PolicyPin): PolicyEdition
  /** The policy of an old claim, under the reading of its day. @throws as `edition` */
  pinned(pin: PolicyPin): SubsidyPolicy
  /** Whether a version with this fingerprint is, was or will be in force. */
  isKnown(hash: string): boolean
  /** Whether any of the versions has a rule of this name. */
  hasRule(rule: string): boolean
  /** Looks whether anything happened to the versions, here or in another process, and whether a day has come. */
  refresh(today: string): Promise<void>
}

interface Dependencies {
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
  /** Programme time, for the history of what the date brings about. */
  now: () => Date
}

/** Opens the book on the day. @throws when the store holds no version in force, or one that cannot be read */
export async function openPolicyBook(today: string, dependencies: Dependencies): Promise<PolicyBook> {
  const book = new StoredPolicyBook(dependencies)
  await book.refresh(today)
  return book
}

class StoredPolicyBook implements PolicyBook {
  private editions: readonly PolicyEdition[] = []
  private readonly compiled = new Map<string, PolicyEdition>()
  private changes = -1
  private today = ''

  constructor(private readonly dependencies: Dependencies) {}

  get inForce(): PolicyEdition {
    const begun = this.editions.filter((each, index) => index === 0 || each.activeFrom <= this.today)
    const latest = begun.at(-1)
    if (!latest) throw new Error('The store holds no policy version in force')
    return latest
  }

  get current(): SubsidyPolicy {
    return this.inForce.policy
  }

  get next(): PolicyEdition | null {
    return this.editions.find((each) => each.state === 'scheduled' && each.activeFrom > this.today) ?? null
  }

  forCase(dates: CaseDates, on: string): PolicyEdition | null {
    return versionFor(this.editions, dates, on)
  }

  edition(pin: PolicyPin): PolicyEdition {
    const found = this.editions.find((each) => each.policy.hash === pin.hash)
    if (!found) throw new Error(`No policy ${pin.code} version ${pin.version} with hash ${pin.hash}`)
    return found
  }

  pinned(pin: PolicyPin): SubsidyPolicy {
    const preset = presetNames.find((name) => name === pin.preset)
    if (!preset) throw new Error(`No reading ${pin.preset} of policy ${pin.code}`)
    return applyPreset(this.edition(pin).policy, preset)
  }

  isKnown(hash: string): boolean {
    return this.editions.some((each) => each.policy.hash === hash)
  }

  hasRule(rule: string): boolean {
    return this.editions.some(({ policy }) => policy.rules.some((each) => each.id === rule))
  }

  async refresh(today: string): Promise<void> {
    await this.reload()
    // A request of yesterday that was held up at midnight must not turn the page back.
    if (today > this.today) this.today = today
    if (!this.editions.some((each) => each.state === 'scheduled' && each.activeFrom <= today)) return
    const { inTransaction, now } = this.dependencies
    await inTransaction((tx) => activateDue(today, now(), tx))
    await this.reload()
  }

  private async reload(): Promise<void> {
    const mark = await PolicyBookMarks.findById('policy_book').lean<PolicyBookMark>()
    const changes = mark?.changes ?? 0
    if (changes === this.changes) return
    const stored = await PolicyVersions.find({ activeFrom: { $ne: null } })
      .sort({ activeFrom: 1, _id: 1 })
      .lean<PolicyVersion[]>()
    // A slower look at an earlier state must not win over a later one.
    if (changes < this.changes) return
    this.editions = stored.map((each) => this.compile(each))
    this.changes = changes
  }

  /** Content never changes under its hash: compiled once. */
  private compile(stored: PolicyVersion): PolicyEdition {
    const known = this.compiled.get(stored.hash) ?? editionOf(stored)
    this.compiled.set(stored.hash, known)
    const { state, activeFrom, closedOn } = stored
    return { ...known, state, activeFrom: activeFrom ?? known.activeFrom, closedOn }
  }
}
