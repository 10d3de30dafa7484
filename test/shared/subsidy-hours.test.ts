import fc from 'fast-check'
import { countHours, hoursOf, type OnlineTerms } from '../../shared/subsidy-hours'

const notSet: OnlineTerms = { shareBasisPoints: null, base: 'countedTotal' }
const half: OnlineTerms = { shareBasisPoints: 5000, base: 'countedTotal' }
const halfOfRequired: OnlineTerms = { shareBasisPoints: 5000, base: 'requiredHours' }

function counted(onsite: number, online: number, terms: OnlineTerms, required = 40): number {
  const { least, most } = countHours({ onsite, online }, terms, required * 10)
  expect(most).toBe(least)
  return hoursOf(least)
}

/** Onsite hours alone, as counted, in tenths. */
const taught = (onsite: number) => countHours({ onsite }, notSet, 400).least

describe('hours', () => {
  test.each([
    [23.9, 239],
    [24, 240],
    [23.99, 239.9],
    [32.3, 323],
    [0.1 + 0.2, 3],
    [0, 0],
  ])('%d are %d tenths', (hours, tenths) => {
    expect(taught(hours)).toBe(tenths)
  })

  test('that were not quite taught are never added', () => {
    expect(taught(23.999_999_9)).toBeLessThan(240)
    expect(taught(39.999_999_999)).toBeLessThan(400)
  })

  test('are themselves to the hundredth, and back', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (hundredths) => hoursOf(taught(hundredths / 100)) === hundredths / 100),
    )
  })

  test('lose nothing between the parts: 20.06 and 19.97 are 40.03', () => {
    expect(counted(20.06, 19.97, half)).toBe(40.03)
    expect(counted(12.06, 11.97, half, 24)).toBe(24.03)
    expect(counted(20.01, 19.98, half)).toBe(39.99)
  })

  test('onsite and online add up to the minimum exactly where they do on paper', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 4000 }), (hundredths) => {
        const online = (4000 - hundredths) / 100
        expect(counted(hundredths / 100, online, half)).toBe(40)
      }),
    )
  })
})

describe('counted hours', () => {
  test('without a ratio online hours are not counted', () => {
    expect(counted(15, 30, notSet)).toBe(15)
    expect(countHours({ onsite: 15, online: 30 }, notSet, 400).onlineLeftOut).toBe(true)
    expect(countHours({ onsite: 15, online: 0 }, notSet, 400).onlineLeftOut).toBe(false)
    expect(countHours({ onsite: 15 }, notSet, 400).onlineLeftOut).toBe(false)
    expect(countHours({ online: 5 }, notSet, 400).onlineLeftOut).toBe(true)
  })

  test.each([
    [15, 30, half, 30],
    [20, 30, half, 40],
    [30, 10, half, 40],
    [0, 80, half, 0],
    [15, 30, halfOfRequired, 35],
    [20, 30, halfOfRequired, 40],
    [0, 80, halfOfRequired, 20],
    [10, 90, { shareBasisPoints: 3333, base: 'countedTotal' }, 14.99925],
    [10, 90, { shareBasisPoints: 0, base: 'countedTotal' }, 10],
    [0, 90, { shareBasisPoints: 10_000, base: 'countedTotal' }, 90],
    [0, 90, { shareBasisPoints: 10_000, base: 'requiredHours' }, 40],
  ] as const)('%d onsite and %d online under %j count %d', (onsite, online, terms, expected) => {
    expect(counted(onsite, online, terms)).toBe(expected)
  })

  test('online hours that all count leave nothing out', () => {
    expect(countHours({ onsite: 20, online: 20 }, half, 400).onlineLeftOut).toBe(false)
    expect(countHours({ onsite: 20, online: 20.1 }, half, 400).onlineLeftOut).toBe(true)
    expect(countHours({ online: 20 }, half, 400).onlineLeftOut).toBe(false)
  })

  test('a share of nothing counts nothing, also while the onsite part is unknown', () => {
    const none: OnlineTerms = { shareBasisPoints: 0, base: 'countedTotal' }
    expect(countHours({ online: 5 }, none, 400)).toEqual({
      least: 0,
      most: Number.POSITIVE_INFINITY,
      onlineLeftOut: true,
    })
    expect(countHours({ onsite: 5 }, none, 400)).toMatchObject({ least: 50, most: 50 })
  })

  test('an unknown part leaves an interval', () => {
    expect(countHours({}, notSet, 400)).toMatchObject({ least: 0, most: Number.POSITIVE_INFINITY })
    expect(countHours({ onsite: 20 }, half, 400)).toMatchObject({ least: 200, most: 400 })
    expect(countHours({ onsite: 20 }, notSet, 400)).toMatchObject({ least: 200, most: 200 })
    expect(countHours({ online: 20 }, half, 400)).toMatchObject({ least: 0, most: Number.POSITIVE_INFINITY })
    expect(countHours({ online: 10 }, halfOfRequired, 400)).toMatchObject({ least: 100 })
  })

  const tenths = fc.nat(1000).map((each) => each / 10)
  const terms = fc.record({
    shareBasisPoints: fc.option(fc.nat(10_000)),
    base: fc.constantFrom('countedTotal' as const, 'requiredHours' as const),
  })

  test('more teaching never counts less, and never more than was taught', () => {
    fc.assert(
      fc.property(tenths, tenths, tenths, terms, (onsite, online, more, under) => {
        const before = countHours({ onsite, online }, under, 400).least
        expect(countHours({ onsite: onsite + more, online }, under, 400).least).toBeGreaterThanOrEqual(before)
        expect(countHours({ onsite, online: online + more }, under, 400).least).toBeGreaterThanOrEqual(before)
        expect(before).toBeLessThanOrEqual(taught(onsite) + taught(online))
      }),
    )
  })

  test('the interval of an unknown online part holds every possible count', () => {
    fc.assert(
      fc.property(tenths, tenths, terms, (onsite, online, under) => {
        const { least, most } = countHours({ onsite }, under, 400)
        const known = countHours({ onsite, online }, under, 400).least
        expect(known).toBeGreaterThanOrEqual(least)
        expect(known).toBeLessThanOrEqual(most)
      }),
    )
  })

  test('the online part is at most the share of the counted total', () => {
    fc.assert(
      fc.property(tenths, tenths, fc.nat(9_999), (onsite, online, share) => {
        const total = countHours(
          { onsite, online },
          { shareBasisPoints: share, base: 'countedTotal' },
          400,
        ).least
        expect((total - taught(onsite)) * 10_000).toBeLessThanOrEqual(total * share + 1e-6)
      }),
    )
  })
})
