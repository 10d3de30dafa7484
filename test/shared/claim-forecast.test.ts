import * as v from 'valibot'
import seed from '#seeds/working-days.json'
import { forecastOf, stageTimeOf, type ClaimStanding, type StageTimes } from '../../shared/claim-forecast'
import { workingDayCalendar } from '../../shared/working-days'

const calendar = v.parse(workingDayCalendar, seed)
const time = (lowDays: number, medianDays: number, highDays: number, count = 40) => ({
  ...{ count, lowDays, medianDays, highDays },
})
const times: StageTimes = {
  housing_review: time(2, 3, 5),
  hr_review: time(1, 2, 3, 30),
  payable: time(3, 4, 6),
  in_batch: time(0, 0, 1),
}
const claim = (change: Partial<ClaimStanding>): ClaimStanding => ({
  ...{ state: 'housing_review', since: '2021-06-18', publicityDays: null },
  ...change,
})
const forecast = (change: Partial<ClaimStanding>, today = '2021-06-18', known = times) =>
  forecastOf(claim(change), { times: known, calendar, today })

describe('when the money may be there', () => {
  it('is a range of working days over all stages to come, with what it rests on', () => {
    expect(forecast({})).toEqual({
      kind: 'range',
      from: '2021-06-28',
      until: '2021-07-09',
      basis:
        '按最近办的30笔估计，一般：住建审核3个工作日，人社审核2个工作日，排进打款4个工作日，银行打款当天。不是承诺',
    })
  })

  it('comes nearer as the present step goes on, and never lies in the past', () => {
    expect(forecast({}, '2021-06-22')).toMatchObject({ from: '2021-06-28', until: '2021-07-09' })
    expect(forecast({ state: 'in_batch' }, '2021-06-18')).toMatchObject({
      from: '2021-06-18',
      until: '2021-06-21',
    })
  })

  it('counts the publicity that the policy sets, once, and before the payment only', () => {
    expect(forecast({ publicityDays: 5 })).toMatchObject({ from: '2021-07-05', until: '2021-07-16' })
    expect(forecast({ state: 'approved', publicityDays: 5 })).toMatchObject({
      from: '2021-06-30',
      until: '2021-07-06',
    })
    expect(forecast({ state: 'payable', publicityDays: 5 })).toMatchObject({
      from: '2021-06-23',
      until: '2021-06-29',
    })
  })

  it('goes over holidays by the official calendar, and gives no day for a year that has none yet', () => {
    expect(forecast({ since: '2021-09-30' }, '2021-09-30')).toMatchObject({
      from: '2021-10-14',
      until: '2021-10-27',
    })
    expect(forecast({ since: '2026-12-30' }, '2026-12-30')).toMatchObject({ kind: 'unknown' })
  })

  it('is not guessed: from few claims, for who has to do something first, or where it takes longer than mostly', () => {
    const few: StageTimes = { housing_review: time(2, 3, 5) }
    for (const unknown of [
      forecast({}, '2021-06-18', few),
      forecast({ state: 'needs_info' }),
      forecast({ state: 'pay_failed' }),
      forecast({}, '2021-06-28'),
      forecast({ state: 'approved', publicityDays: 2 }, '2021-06-28'),
    ])
      expect(unknown).toMatchObject({
        kind: 'unknown',
        reason: expect.stringMatching(/\p{Script=Han}/u) as string,
      })
  })

  it.each(['paid', 'refused', 'withdrawn'] as const)('is not said of a claim that is %s', (state) => {
    expect(forecast({ state })).toBeNull()
  })
})

describe('what recent stays say', () => {
  it('is the middle half and the middle, from five claims up', () => {
    expect(stageTimeOf([1, 2, 3, 4])).toBeNull()
    expect(stageTimeOf([9, 1, 3, 2, 4])).toEqual({ count: 5, lowDays: 2, medianDays: 3, highDays: 4 })
  })
})
