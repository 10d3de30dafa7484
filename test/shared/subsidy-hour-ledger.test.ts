import { hourLedger } from '../../shared/subsidy-hour-ledger'
import { applyPreset, parsePolicy } from '../../shared/subsidy-policy'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

const notice = parsePolicy(policyJson)
const common = applyPreset(notice, 'common')

describe('the hour ledger', () => {
  test('under the notice online minutes are shown and not counted', () => {
    const recorded = { onsiteFiledTenths: 400, onsiteAttendedTenths: 390, onlineMinutes: 900 }
    expect(hourLedger(notice, recorded, 400)).toEqual({
      onsiteTenths: 390,
      onlineMinutes: 900,
      onlineTenths: null,
      countedTenths: 390,
      leftOutTenths: null,
      shortTenths: 10,
    })
  })

  test('where a ratio is set, 45 minutes are one hour and at most half of the total counts', () => {
    const recorded = { onsiteFiledTenths: 150, onsiteAttendedTenths: 150, onlineMinutes: 30 * 45 }
    expect(hourLedger(common, recorded, 400)).toEqual({
      onsiteTenths: 150,
      onlineMinutes: 1350,
      onlineTenths: 300,
      countedTenths: 300,
      leftOutTenths: 150,
      shortTenths: 100,
    })
  })

  test('a begun tenth of an online hour is not counted', () => {
    const recorded = { onsiteFiledTenths: 400, onsiteAttendedTenths: 400, onlineMinutes: 4 }
    expect(hourLedger(common, recorded, 400)).toMatchObject({
      onlineTenths: 0,
      countedTenths: 400,
      shortTenths: 0,
    })
    expect(hourLedger(common, { ...recorded, onlineMinutes: 5 }, 400)).toMatchObject({ onlineTenths: 1 })
  })

  test('nobody attends more than was filed', () => {
    const recorded = { onsiteFiledTenths: 240, onsiteAttendedTenths: 300, onlineMinutes: 0 }
    expect(hourLedger(notice, recorded, 240)).toMatchObject({ onsiteTenths: 240, shortTenths: 0 })
  })
})
