/** The rules by their clause: R9-… is （九）, R10-… is （十）, R11-1 is （十一）. */
export type RuleName =
  | 'R9-1'
  | 'R9-2'
  | 'R9-3'
  | 'R9-4a'
  | 'R9-4b'
  | 'R9-4c'
  | 'R9-4d'
  | 'R10-1'
  | 'R10-2'
  | 'R10-3'
  | 'R10-4'
  | 'R10-5'
  | 'R11-1'

export type ConditionName =
  | 'minHours'
  | 'examPassed'
  | 'certificate'
  | 'inPeriod'
  | 'employee'
  | 'insuranceMonths'
  | 'inCity'
  | 'apprenticeshipYears'

export type Outcome = 'payable' | 'possible' | 'not_met' | 'needs_office'

/** Sums in whole yuan. `yuan` is absent while the years of an apprenticeship are unknown. */
export interface Sum {
  readonly kind: 'fixed' | 'upTo'
  readonly yuan?: number
  readonly perYear?: number
  readonly years?: number
}

/**
 * One clause held against one statement, written down as it is read: what fails, what is still to be asked,
 * which doubts of the text bear on it. `perhaps` are doubts on which the assumptions do not settle
 * whether they are mentioned.
 */
export class Opinion {
  readonly failed = new Map<ConditionName, number | null>()
  readonly needs = new Set<string>()
  readonly doubts = new Set<string>()
  readonly perhaps = new Set<string>()
  private officeDecides = false

  constructor(
    readonly rule: RuleName,
    readonly sum: Sum,
  ) {}

  /** Notes a known failure, with how much is missing where that is a number. */
  fails(condition: ConditionName, short: number | null = null): void {
    this.failed.set(condition, short)
  }

  asks(fact: string): void {
    this.needs.add(fact)
  }

  doubt(...ambiguities: string[]): void {
    for (const ambiguity of ambiguities) this.doubts.add(ambiguity)
  }

  mayMention(...ambiguities: string[]): void {
    for (const ambiguity of ambiguities) this.perhaps.add(ambiguity)
  }

  /** The text names the field but the annex no row: only the office can say. */
  leaveToOffice(): void {
    this.officeDecides = true
  }

  /** A known failure settles it; the office comes before questions; nothing open means paid. */
  get outcome(): Outcome {
    if (this.failed.size > 0) return 'not_met'
    if (this.officeDecides) return 'needs_office'
    if (this.needs.size > 0) return 'possible'
    return 'payable'
  }
}
