import { firstDayOutside, inListOn, overlapOf } from '#shared/list-period'

const body = {
  listPeriods: [
    { from: '2019-01-01', until: '2020-06-30' },
    { from: '2021-01-01', until: null },
  ],
}

describe('a body in a list', () => {
  it.each([
    ['2018-12-31', 'outside'],
    ['2019-01-01', 'listed'],
    ['2020-06-30', 'listed'],
    ['2020-07-01', 'outside'],
    ['2021-01-01', 'listed'],
    ['2030-01-01', 'listed'],
  ])('is judged by the day itself, first and last day inside: %s', (day, standing) => {
    expect(inListOn(body, day)).toBe(standing)
  })

  it('is not outside because nobody entered a list: then nobody knows', () => {
    expect(inListOn({ listPeriods: [] }, '2021-06-18')).toBe('unknown')
    expect(firstDayOutside({ listPeriods: [] }, ['2021-06-18'])).toBeNull()
  })

  it('names the first day of several that lies outside, in whatever order they come', () => {
    expect(firstDayOutside(body, ['2020-07-02', '2020-06-30', '2020-07-01'])).toBe('2020-07-01')
    expect(firstDayOutside(body, ['2019-05-01', '2021-05-01'])).toBeNull()
  })

  it.each([
    [{ from: '2020-06-30', until: null }, '2020-06-30'],
    [{ from: '2018-01-01', until: '2019-01-01' }, '2019-01-01'],
    [{ from: '2020-07-01', until: null }, null],
    [{ from: '2018-01-01', until: '2018-12-31' }, null],
  ])('stands in it once at a time: with %j it shares %s', (other, shared) => {
    expect(overlapOf({ from: '2019-01-01', until: '2020-06-30' }, other)).toBe(shared)
    expect(overlapOf(other, { from: '2019-01-01', until: '2020-06-30' })).toBe(shared)
  })
})
