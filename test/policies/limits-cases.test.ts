import { blocksOf, unblockedOn, type Entitlement } from '../../shared/subsidy-limits'
import { applyPreset, parsePolicy, withSettings, type PresetName } from '../../shared/subsidy-policy'
import type { SettingValue } from '../../shared/subsidy-policy-schema'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'
import limits from './limits.cases.json'

/** A claim, and what happens to it after different histories. */
interface Group {
  preset: PresetName
  /** What the office decided otherwise. */
  settings?: Record<string, SettingValue>
  clause: string
  situation: string
  claim: Entitlement
  cases: {
    says: string
    history: Entitlement[]
    /** How often the history repeats; once when absent. */
    times?: number
    change?: Partial<Entitlement>
    expect: string
  }[]
}

const policy = parsePolicy(policyJson)

describe.each(limits.groups as unknown as Group[])('$situation', (group) => {
  const asked = withSettings(applyPreset(policy, group.preset), group.settings ?? {})
  test.each(group.cases)('$says: $expect', ({ history, times = 1, change, expect: expected }) => {
    const past = Array.from({ length: times }, () => history).flat()
    const blocks = blocksOf(asked, { ...group.claim, ...change }, past)
    expect(blocks.map((each) => each.sentence).join('；') || '可以申领').toBe(expected)
  })
})

describe('every block', () => {
  const common = applyPreset(policy, 'common')
  const past: Entitlement = { rule: 'R10-3', tradeSeq: 42, skillLevel: 3, claimedOn: '2021-01-01' }
  const claim: Entitlement = {
    rule: 'R10-2',
    trainingEvent: 'class',
    certificate: 'C',
    tradeSeq: 42,
    skillLevel: 4,
    claimedOn: '2021-06-18',
    entitledOn: '2019-06-01',
  }

  test('that the rule itself sets quotes its clause', () => {
    const [block] = blocksOf(policy, claim, [{ ...past, certificate: 'C' }])
    expect(block?.citation).toEqual(policy.rules.find(({ id }) => id === 'R10-2')?.amount.citation)
    expect(block).toMatchObject({ flag: null, sources: [] })
  })

  test('that is common elsewhere names the doubt, its sources, and no words of the notice', () => {
    const blocks = blocksOf(common, claim, [past, past, past])
    expect(blocks.map((each) => [each.reason, each.flag, each.citation])).toEqual([
      ['higher_level_received', 'A19', null],
      ['yearly_limit', 'A20', null],
      ['deadline_passed', 'A20', null],
    ])
    for (const { sources } of blocks) expect(sources.length).toBeGreaterThan(0)
  })

  test('by trade and level, and by a lifetime count, names its doubt, too', () => {
    const once = blocksOf(common, { ...claim, skillLevel: 3, entitledOn: '2021-06-01' }, [past])
    expect(once).toMatchObject([{ reason: 'same_trade_and_level', flag: 'A19' }])
    const limited = withSettings(policy, { 'limits.lifetime': 1 })
    expect(blocksOf(limited, { rule: 'R11-1', claimedOn: '2021-06-18' }, [past])).toMatchObject([
      { reason: 'lifetime_limit', flag: 'A20' },
    ])
  })

  test('is absent where the office allows both kinds', () => {
    const allowed = withSettings(policy, { 'stacking.trainingAndCertificate': 'allow' })
    const training: Entitlement = {
      rule: 'R11-1',
      trainingEvent: 'class',
      tradeSeq: 42,
      claimedOn: '2021-01-01',
    }
    const withoutClass: Entitlement = { rule: 'R10-2', tradeSeq: 42, claimedOn: '2021-06-18' }
    expect(blocksOf(allowed, withoutClass, [training])).toEqual([])
  })

  test('that an office decided has no source elsewhere', () => {
    const stricter = withSettings(common, { 'limits.perYear': 1 })
    const blocks = blocksOf(stricter, { rule: 'R11-1', claimedOn: '2021-06-18' }, [past])
    expect(blocks).toMatchObject([{ reason: 'yearly_limit', flag: 'A20', sources: [] }])
  })

  test('names the earlier claim where one blocks, and none where a count does', () => {
    const blocks = blocksOf(common, { ...claim, entitledOn: '2021-06-01' }, [past, past, past])
    expect(blocks.map((each) => each.earlier)).toEqual([{ rule: 'R10-3', claimedOn: '2021-01-01' }, null])
  })
})

describe('the day from which nothing blocks any more', () => {
  const common = applyPreset(policy, 'common')
  const inYear = Array.from({ length: 3 }, (): Entitlement => ({ rule: 'R11-1', claimedOn: '2021-02-01' }))
  const blocks = blocksOf(common, { rule: 'R11-1', claimedOn: '2021-06-18' }, inYear)

  test('is the first of January after a full year', () => {
    expect(unblockedOn(blocks, null)).toBe('2022-01-01')
  })

  test.each([
    ['2021-12-31', null],
    ['2022-01-01', '2022-01-01'],
    ['2022-01-02', '2022-01-01'],
  ])('with %s as the last day to claim it is %s', (lastDay, day) => {
    expect(unblockedOn(blocks, lastDay)).toBe(day)
  })

  test('never comes when one block stays', () => {
    const stays = blocksOf(common, { rule: 'R11-1', certificate: 'C', claimedOn: '2021-06-18' }, [
      ...inYear,
      { rule: 'R11-1', certificate: 'C', claimedOn: '2020-01-01' },
    ])
    expect(stays).toHaveLength(2)
    expect(unblockedOn(stays, null)).toBeNull()
  })

  test('is the latest of several', () => {
    const block = {
      reason: 'yearly_limit',
      earlier: null,
      sentence: '',
      flag: null,
      citation: null,
      sources: [],
    } as const
    const days = ['2022-01-01', '2023-01-01', '2021-07-01']
    expect(
      unblockedOn(
        days.map((until) => ({ ...block, until })),
        null,
      ),
    ).toBe('2023-01-01')
  })

  test('is not asked where nothing blocks', () => {
    expect(unblockedOn([], null)).toBeNull()
  })
})
