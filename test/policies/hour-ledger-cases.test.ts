import { hourLedger, type HourLedger } from '../../shared/subsidy-hour-ledger'
import { applyPreset, parsePolicy, withSettings, type PresetName } from '../../shared/subsidy-policy'
import type { SettingValue } from '../../shared/subsidy-policy-schema'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'
import ledger from './hour-ledger.cases.json'

/** 课时 as filed and attended, raw online minutes, and what becomes of them. */
interface Group {
  preset: PresetName
  settings?: Record<string, SettingValue>
  situation: string
  required: number
  cases: { says: string; filed: number; attended: number; minutes: number; expect: string }[]
}

const policy = parsePolicy(policyJson)
const hours = (tenths: number) => String(tenths / 10)

/** A ledger in the words of the table. */
function inWords({
  countedTenths,
  shortTenths,
  onlineTenths,
  leftOutTenths,
  onlineMinutes,
}: HourLedger): string {
  const standing = shortTenths === 0 ? '够了' : `差${hours(shortTenths)}`
  const counted = `计入${hours(countedTenths)}，${standing}`
  if (onlineTenths === null || leftOutTenths === null) {
    return onlineMinutes === 0 ? counted : `${counted}；线上${String(onlineMinutes)}分钟没有计入`
  }
  if (leftOutTenths === 0) return counted
  return `${counted}；线上${hours(onlineTenths)}课时里${hours(leftOutTenths)}课时没有计入`
}

describe.each(ledger.groups as unknown as Group[])('$situation', ({ preset, settings, required, cases }) => {
  const asked = withSettings(applyPreset(policy, preset), settings ?? {})
  test.each(cases)('$says: $expect', ({ filed, attended, minutes, expect: expected }) => {
    const recorded = {
      onsiteFiledTenths: Math.round(filed * 10),
      onsiteAttendedTenths: Math.round(attended * 10),
      onlineMinutes: minutes,
    }
    expect(inWords(hourLedger(asked, recorded, required * 10))).toBe(expected)
  })
})
