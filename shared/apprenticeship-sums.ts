import { dateOfDay, dayNumber } from './day-number'
import { settle, yearlyFen, type ApprenticeClass } from './subsidy-apprenticeship'
import { addMonths } from './subsidy-calendar'
import type { SubsidyPolicy } from './subsidy-policy'

/** What one agreed year of one apprentice comes to. Integer fen; rights only, nothing of it is a payment. */
export interface ApprenticeYearSums {
  /** What the clause names for a year at the level aimed at, （九）. */
  readonly yearFen: number
  /** What may be paid ahead; 0 where the policy sets nothing (A16). */
  readonly prepayFen: number
  /** What is due once the year is accepted and passed: the year's sum without what was ahead of it. */
  readonly settleFen: number
  /** What was ahead and is not earned: the apprentice left or did not pass. */
  readonly owedBackFen: number
}

/** How a year stands for one apprentice. */
export interface ApprenticeYearStanding {
  /** 1 for the first. */
  readonly year: number
  readonly lastDay: string
  /** When the opening of the programme was accepted; null = not yet. */
  readonly openedOn: string | null
  /** Whether both bureaux have accepted the year. */
  readonly isAccepted: boolean
  readonly hasPassed: boolean
  /** First day without this apprentice; null while they are there. */
  readonly leftOn: string | null
}

/** First and last day of an agreed year: the second of 2021-03-01 is 2022-03-01 … 2023-02-28. */
export function apprenticeshipYear(startsOn: string, year: number): { firstDay: string; lastDay: string } {
  const next = addMonths(startsOn, 12 * year)
  return { firstDay: addMonths(startsOn, 12 * (year - 1)), lastDay: dateOfDay(dayNumber(next) - 1) }
}

/**
 * What a year of one apprentice comes to under a policy. Ahead is paid what `settle` says for one head, in the first year;
 * ahead and settled together never exceed the year's sum, and whoever left or failed has earned nothing of that year.
 * @throws {InvalidClass} when the clause names no sum for the level, or does not allow so many years
 */
export function apprenticeYearSums(
  policy: SubsidyPolicy,
  agreed: Omit<ApprenticeClass, 'planned'>,
  standing: ApprenticeYearStanding,
): ApprenticeYearSums {
  const { year, lastDay, openedOn, isAccepted, hasPassed, leftOn } = standing
  const yearFen = yearlyFen(policy, agreed.targetLevel)
  const ahead = settle(policy, { ...agreed, planned: 1 }, 0).prepaidFen
  const wasThere = openedOn !== null && (leftOn === null || leftOn > openedOn)
  const prepayFen = year === 1 && wasThere ? Math.min(ahead, yearFen) : 0
  const isLost = (leftOn !== null && leftOn <= lastDay) || (isAccepted && !hasPassed)
  if (isLost) return { yearFen, prepayFen, settleFen: 0, owedBackFen: prepayFen }
  return { yearFen, prepayFen, settleFen: isAccepted ? yearFen - prepayFen : 0, owedBackFen: 0 }
}
