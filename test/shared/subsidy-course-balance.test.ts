import * as fc from 'fast-check'
import type { Amount } from '../../shared/money'
import { hoursAskedBy, InvalidCost, weighCourse, type CourseCost } from '../../shared/subsidy-course-balance'
import { parsePolicy, withSettings } from '../../shared/subsidy-policy'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

const notice = parsePolicy(policyJson)
const fixed = (yuan: number): Amount => ({ kind: 'fixed', fen: yuan * 100, unit: 'per_person' })
/** 40 课时 at eight a day, 300 yuan a day, 10 yuan for the way, 200 yuan for the course. */
const steelFixer: CourseCost = {
  hoursTenths: 400,
  hoursPerDayTenths: 80,
  dailyWageFen: 30_000,
  travelPerDayFen: 1_000,
  feeFen: 20_000,
}

describe('what a course costs against what it pays', () => {
  test('five lost days, way and fee against 500 yuan', () => {
    expect(weighCourse(fixed(500), steelFixer)).toEqual({
      days: 5,
      lostWageFen: 150_000,
      travelFen: 5_000,
      feeFen: 20_000,
      costFen: 175_000,
      pays: { surelyFen: 50_000, atMostFen: 50_000 },
      net: { surelyFen: -125_000, atMostFen: -125_000 },
      breakEvenWage: { surelyFen: 5_000, atMostFen: 5_000 },
    })
  })

  test('a cap is not sure: at worst it pays nothing', () => {
    const cap: Amount = { kind: 'upTo', fen: 100_000, unit: 'per_person' }
    const { pays, net, breakEvenWage } = weighCourse(cap, { ...steelFixer, hoursTenths: 240 })
    expect(pays).toEqual({ surelyFen: 0, atMostFen: 100_000 })
    expect(net).toEqual({ surelyFen: -113_000, atMostFen: -13_000 })
    expect(breakEvenWage).toEqual({ surelyFen: -7_667, atMostFen: 25_666 })
  })

  test.each([
    [79, 1],
    [80, 1],
    [81, 2],
    [0, 0],
  ])('%d tenths of an hour at eight hours a day take %d days: a begun day is a day', (hoursTenths, days) => {
    expect(weighCourse(fixed(500), { ...steelFixer, hoursTenths }).days).toBe(days)
  })

  test('a course in the evening costs way and fee only', () => {
    const evening = weighCourse(fixed(500), { ...steelFixer, hoursPerDayTenths: 20, dailyWageFen: 0 })
    expect(evening).toMatchObject({ days: 20, lostWageFen: 0, travelFen: 20_000, costFen: 40_000 })
    expect(evening.net.surelyFen).toBe(10_000)
  })

  test('without a day in class no wage breaks even', () => {
    const certificateOnly = weighCourse(fixed(1500), { ...steelFixer, hoursTenths: 0, feeFen: 0 })
    expect(certificateOnly).toMatchObject({ costFen: 0, breakEvenWage: null, net: { surelyFen: 150_000 } })
  })

  test('who earns exactly the break-even wage adds nothing, who earns a fen more adds money', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 240 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 30_000 }),
        (hoursTenths, hoursPerDayTenths, travelPerDayFen, feeFen) => {
          const cost = { hoursTenths, hoursPerDayTenths, travelPerDayFen, feeFen, dailyWageFen: 0 }
          const wage = weighCourse(fixed(1000), cost).breakEvenWage?.surelyFen ?? Number.NaN
          fc.pre(wage >= 0)
          const netAt = (dailyWageFen: number) =>
            weighCourse(fixed(1000), { ...cost, dailyWageFen }).net.surelyFen
          expect(netAt(wage)).toBeGreaterThanOrEqual(0)
          expect(netAt(wage + 1)).toBeLessThan(0)
        },
      ),
    )
  })

  test.each([
    ['hoursTenths', -1],
    ['hoursTenths', 1.5],
    ['hoursPerDayTenths', 0],
    ['dailyWageFen', Number.NaN],
    ['travelPerDayFen', -1],
    ['feeFen', Number.POSITIVE_INFINITY],
  ])('%s of %d is refused by its name', (name, value) => {
    const weigh = () => weighCourse(fixed(500), { ...steelFixer, [name]: value })
    expect(weigh).toThrow(InvalidCost)
    expect(weigh).toThrow(name)
    expect(new InvalidCost('x').name).toBe('InvalidCost')
  })
})

describe('the hours that a rule asks for', () => {
  test.each([
    ['R9-1', 240],
    ['R9-2', 240],
    ['R11-1', 400],
    ['R9-3', null],
    ['R10-2', null],
    ['R99', null],
  ])('of %s are %s tenths', (rule, tenths) => {
    expect(hoursAskedBy(notice, rule)).toBe(tenths)
  })

  test('of 特种作业 are what the office decides (A3)', () => {
    expect(hoursAskedBy(withSettings(notice, { 'operatorCertificate.minHours': 24 }), 'R9-3')).toBe(240)
  })
})
