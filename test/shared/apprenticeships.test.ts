import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'
import {
  apprenticeshipStates,
  apprenticeshipTransition,
  permittedApprenticeshipEvents,
  type ApprenticeshipActor,
  type ApprenticeshipPosition,
} from '../../shared/apprenticeship-machine'
import {
  apprenticeshipYear,
  apprenticeYearSums,
  type ApprenticeYearStanding,
} from '../../shared/apprenticeship-sums'
import { applyPreset, parsePolicy } from '../../shared/subsidy-policy'

const notice = parsePolicy(policyJson)
const ahead = applyPreset(notice, 'common')
const senior = { targetLevel: 3, years: 2 }
const first: ApprenticeYearStanding = {
  ...{ year: 1, lastDay: '2022-02-28', openedOn: '2021-03-05' },
  ...{ isAccepted: false, hasPassed: false, leftOn: null },
}

describe('what a year of an apprentice comes to', () => {
  it('is nothing ahead under the notice, and the whole sum once the year is accepted and passed', () => {
    expect(apprenticeYearSums(notice, senior, first)).toEqual({
      ...{ yearFen: 500_000, prepayFen: 0, settleFen: 0, owedBackFen: 0 },
    })
    const done = { ...first, isAccepted: true, hasPassed: true }
    expect(apprenticeYearSums(notice, senior, done)).toMatchObject({ settleFen: 500_000, owedBackFen: 0 })
  })

  it('is half ahead where the reading says so, from the accepted opening on and in the first year alone', () => {
    expect(apprenticeYearSums(ahead, senior, { ...first, openedOn: null }).prepayFen).toBe(0)
    expect(apprenticeYearSums(ahead, senior, first).prepayFen).toBe(250_000)
    expect(apprenticeYearSums(ahead, senior, { ...first, year: 2 }).prepayFen).toBe(0)
  })

  it('leaves the advance owed when the apprentice leaves within the year or does not pass it', () => {
    const owed = { prepayFen: 250_000, settleFen: 0, owedBackFen: 250_000 }
    expect(apprenticeYearSums(ahead, senior, { ...first, leftOn: '2022-02-28' })).toMatchObject(owed)
    expect(apprenticeYearSums(ahead, senior, { ...first, isAccepted: true })).toMatchObject(owed)
  })

  it('owes nothing for who left before the opening was accepted, and keeps what was earned before leaving', () => {
    const early = apprenticeYearSums(ahead, senior, { ...first, leftOn: '2021-03-04' })
    expect(early).toMatchObject({ prepayFen: 0, owedBackFen: 0 })
    const passed = { ...first, isAccepted: true, hasPassed: true, leftOn: '2022-03-01' }
    expect(apprenticeYearSums(ahead, senior, passed)).toMatchObject({ settleFen: 250_000, owedBackFen: 0 })
  })

  it('never has more ahead and settled than the sum of the year, whatever happens', () => {
    const standings = [null, '2021-03-04', '2021-03-05', '2022-02-28', '2022-03-01'].flatMap((leftOn) =>
      [false, true].flatMap((isAccepted) =>
        [false, true].flatMap((hasPassed) =>
          [1, 2, 3].map((year) => ({ ...first, leftOn, isAccepted, hasPassed, year })),
        ),
      ),
    )
    for (const policy of [notice, ahead])
      for (const targetLevel of [4, 3, 2, 1])
        for (const standing of standings) {
          const sums = apprenticeYearSums(policy, { targetLevel, years: 3 }, standing)
          expect(sums.prepayFen + sums.settleFen).toBeLessThanOrEqual(sums.yearFen)
          expect(sums.owedBackFen).toBeLessThanOrEqual(sums.prepayFen)
        }
  })

  it('is refused for a length that the clause does not allow', () => {
    expect(() => apprenticeYearSums(notice, { targetLevel: 3, years: 4 }, first)).toThrow()
  })
})

describe('an agreed year', () => {
  it('ends on the day before its anniversary, leap days included', () => {
    expect(apprenticeshipYear('2021-03-01', 1)).toEqual({ firstDay: '2021-03-01', lastDay: '2022-02-28' })
    expect(apprenticeshipYear('2020-02-29', 1)).toEqual({ firstDay: '2020-02-29', lastDay: '2021-02-27' })
  })
})

describe('a stage of a programme', () => {
  const position: ApprenticeshipPosition = {
    ...{ state: 'planned', institutionId: 'enterprise', partnerId: 'school' },
    ...{ authorIds: ['writer'], firstReviewerId: null, isOver: true },
  }
  const enterprise: ApprenticeshipActor = { id: 'writer', role: 'institution', institutionId: 'enterprise' }
  const housing: ApprenticeshipActor = { id: 'h', role: 'housing', institutionId: null }
  const hr: ApprenticeshipActor = { id: 'r', role: 'hr', institutionId: null }

  it('lets each side do in each state just this', () => {
    const table = apprenticeshipStates.map((state) => [
      state,
      ...[enterprise, housing, hr].map((actor) =>
        permittedApprenticeshipEvents({ ...position, state }, actor).join(' '),
      ),
    ])
    expect(table).toEqual([
      ['planned', 'edit file', '', ''],
      ['filed', 'take_back', 'accept return', ''],
      ['housing_accepted', '', '', 'accept return'],
      ['accepted', '', '', ''],
      ['returned', 'edit file', '', ''],
    ])
  })

  it('cannot be handed in before its year is over, nor by another enterprise', () => {
    const early = apprenticeshipTransition({ ...position, isOver: false }, 'file', enterprise)
    expect(early).toEqual({ allowed: false, because: 'stage_is_over' })
    const stranger = { ...enterprise, institutionId: 'school' }
    expect(apprenticeshipTransition(position, 'file', stranger)).toMatchObject({ because: 'own_programme' })
  })

  it('is accepted by two people, neither of whom wrote it or belongs to one of its bodies', () => {
    const waiting = { ...position, state: 'housing_accepted' as const, firstReviewerId: 'r' }
    expect(apprenticeshipTransition(waiting, 'accept', hr)).toMatchObject({ because: 'not_first_reviewer' })
    const filed = { ...position, state: 'filed' as const }
    for (const party of [{ id: 'writer' }, { institutionId: 'enterprise' }, { institutionId: 'school' }])
      expect(apprenticeshipTransition(filed, 'accept', { ...housing, ...party })).toMatchObject({
        because: 'not_party',
      })
  })
})
