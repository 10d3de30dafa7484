import { addMonths } from '../../shared/subsidy-calendar'
import {
  blockReasons,
  blocksOf,
  blockWords,
  lastClaimDay,
  type Entitlement,
} from '../../shared/subsidy-limits'
import { applyPreset, parsePolicy, withSettings } from '../../shared/subsidy-policy'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

const notice = parsePolicy(policyJson)
const common = applyPreset(notice, 'common')

const claim: Entitlement = {
  rule: 'R10-2',
  certificate: 'C-2',
  tradeSeq: 42,
  skillLevel: 4,
  claimedOn: '2021-06-18',
  entitledOn: '2021-01-15',
}
const past = (change: Partial<Entitlement>): Entitlement => ({
  rule: 'R9-1',
  claimedOn: '2020-03-01',
  ...change,
})
const reasons = (policy: typeof notice, asked: Entitlement, history: Entitlement[]) =>
  blocksOf(policy, asked, history).map((each) => each.reason)

describe('claims one after another', () => {
  test.each([notice, common])('the same training pays one rule only ($preset)', (policy) => {
    const again: Entitlement = { rule: 'R11-1', trainingEvent: 'class-1', claimedOn: '2021-06-18' }
    expect(blocksOf(policy, again, [past({ trainingEvent: 'class-1' })])).toMatchObject([
      { reason: 'same_training_event', until: null, flag: 'A25', earlier: { rule: 'R9-1' } },
    ])
    expect(reasons(policy, again, [past({ trainingEvent: 'class-2' })])).toEqual([])
  })

  test('the office may let one training pay twice (A25)', () => {
    const again: Entitlement = { rule: 'R11-1', trainingEvent: 'class-1', claimedOn: '2021-06-18' }
    const allowed = withSettings(notice, { 'stacking.sameTrainingEvent': 'allow' })
    expect(reasons(allowed, again, [past({ trainingEvent: 'class-1' })])).toEqual([])
  })

  test.each([notice, common])('the same certificate pays once ($preset)', (policy) => {
    expect(reasons(policy, claim, [past({ certificate: 'C-2' })])).toEqual(['same_certificate'])
    expect(reasons(policy, claim, [past({ certificate: 'C-1' })])).toEqual([])
  })

  test.each([notice, common])('the same year of an apprenticeship pays once ($preset)', (policy) => {
    const year: Entitlement = { rule: 'R9-4b', apprenticeshipYear: 'agreement-1/1', claimedOn: '2021-06-18' }
    expect(reasons(policy, year, [past({ apprenticeshipYear: 'agreement-1/1' })])).toEqual([
      'same_apprenticeship_year',
    ])
    expect(reasons(policy, year, [past({ apprenticeshipYear: 'agreement-1/2' })])).toEqual([])
  })

  test('the same trade and level a second time is blocked where that is common, not by the notice', () => {
    const history = [past({ tradeSeq: 42, skillLevel: 4 })]
    expect(reasons(common, claim, history)).toEqual(['same_trade_and_level'])
    expect(reasons(notice, claim, history)).toEqual([])
  })

  test('a lower level after a higher one is blocked where that is common, not by the notice', () => {
    const history = [past({ tradeSeq: 42, skillLevel: 3 })]
    expect(reasons(common, claim, history)).toEqual(['higher_level_received'])
    expect(reasons(notice, claim, history)).toEqual([])
  })

  test('a higher level after a lower one, another trade, and an unknown level or trade block nothing', () => {
    const others: Partial<Entitlement>[] = [
      { tradeSeq: 42, skillLevel: 5 },
      { tradeSeq: 41, skillLevel: 4 },
      { tradeSeq: 42 },
      { skillLevel: 4 },
    ]
    for (const other of others) expect(reasons(common, claim, [past(other)])).toEqual([])
    const untagged: Entitlement = { rule: 'R10-2', skillLevel: 4, claimedOn: '2021-06-18' }
    expect(reasons(common, untagged, [past({ skillLevel: 4 })])).toEqual([])
  })

  test('what is absent on both sides is not the same', () => {
    expect(reasons(common, { rule: 'R9-1', claimedOn: '2021-06-18' }, [past({})])).toEqual([])
  })

  test('the third claim of a year passes, the fourth waits for the next year', () => {
    const inYear = (count: number) => Array.from({ length: count }, () => past({ claimedOn: '2021-01-01' }))
    expect(reasons(common, claim, inYear(2))).toEqual([])
    expect(blocksOf(common, claim, inYear(3))).toMatchObject([
      { reason: 'yearly_limit', until: '2022-01-01' },
    ])
    expect(reasons(notice, claim, inYear(9))).toEqual([])
  })

  test('claims of the year before do not count', () => {
    const before = Array.from({ length: 3 }, () => past({ claimedOn: '2020-12-31' }))
    expect(reasons(common, claim, before)).toEqual([])
    expect(reasons(common, { ...claim, claimedOn: '2021-01-01', entitledOn: '2020-12-31' }, before)).toEqual(
      [],
    )
  })

  test('a lifetime count blocks for good', () => {
    const limited = withSettings(notice, { 'limits.lifetime': 2 })
    expect(reasons(limited, claim, [past({})])).toEqual([])
    expect(blocksOf(limited, claim, [past({}), past({})])).toMatchObject([
      { reason: 'lifetime_limit', until: null },
    ])
  })

  test('all blocks are named', () => {
    const history = [1, 2, 3].map(() =>
      past({ certificate: 'C-2', tradeSeq: 42, skillLevel: 4, claimedOn: '2021-02-01' }),
    )
    expect(reasons(common, { ...claim, entitledOn: '2020-01-01' }, history)).toEqual([
      'same_certificate',
      'same_trade_and_level',
      'yearly_limit',
      'deadline_passed',
    ])
  })

  test('what is paid already is not refused a second time as another kind of subsidy', () => {
    const exclusive = withSettings(notice, { 'stacking.trainingAndCertificate': 'samePerson' })
    expect(reasons(exclusive, claim, [past({})])).toEqual(['exclusive_group'])
    expect(reasons(exclusive, claim, [past({ certificate: 'C-2' })])).toEqual(['same_certificate'])
  })

  test('two kinds of subsidy that may both be paid are both paid for one training', () => {
    const trained = { ...claim, trainingEvent: 'class-1' }
    const under = (scope: string) =>
      withSettings(notice, {
        'stacking.sameTrainingEvent': 'allow',
        'stacking.trainingAndCertificate': scope,
      })
    expect(reasons(under('allow'), trained, [past({ trainingEvent: 'class-1' })])).toEqual([])
    expect(reasons(under('sameEntitlement'), trained, [past({ trainingEvent: 'class-1' })])).toEqual([
      'exclusive_group',
    ])
  })

  test('every block has words', () => {
    expect(Object.keys(blockWords).sort()).toEqual([...blockReasons].sort())
  })
})

describe('the deadline', () => {
  test('the notice sets none', () => {
    expect(lastClaimDay(notice, '2019-01-01')).toBeNull()
    expect(reasons(notice, { ...claim, entitledOn: '2019-01-01' }, [])).toEqual([])
  })

  test.each([
    ['2021-06-17', []],
    ['2021-06-18', []],
    ['2021-06-19', ['deadline_passed']],
  ])('a certificate of 2020-06-18 claimed on %s', (claimedOn, expected) => {
    expect(lastClaimDay(common, '2020-06-18')).toBe('2021-06-18')
    expect(reasons(common, { ...claim, claimedOn, entitledOn: '2020-06-18' }, [])).toEqual(expected)
  })

  test('without a date no deadline passes', () => {
    expect(reasons(common, { rule: 'R11-1', claimedOn: '2031-06-18' }, [])).toEqual([])
  })

  test('a day of grace shields older certificates and never shortens (A21)', () => {
    const graced = withSettings(common, { 'claim.deadlineMonths': 12, 'claim.graceUntil': '2021-07-05' })
    expect(lastClaimDay(graced, '2019-01-01')).toBe('2021-07-05')
    expect(lastClaimDay(graced, '2020-12-31')).toBe('2021-12-31')
  })

  test('ends with the month, as the real calendar does', () => {
    for (let months = 0; months <= 12 * 110; months += 1) {
      const lastDay = new Date(Date.UTC(1995, months + 1, 0)).toISOString().slice(0, 10)
      expect(addMonths('1995-01-31', months)).toBe(lastDay)
    }
  })

  test.each([
    ['2020-02-29', 12, '2021-02-28'],
    ['2020-01-31', 1, '2020-02-29'],
    ['2021-01-31', 1, '2021-02-28'],
    ['2021-03-31', 1, '2021-04-30'],
    ['2021-12-15', 1, '2022-01-15'],
    ['2021-11-30', 3, '2022-02-28'],
    ['1999-12-31', 2, '2000-02-29'],
    ['2099-12-31', 2, '2100-02-28'],
    ['2021-06-18', 0, '2021-06-18'],
    ['2021-06-18', 24, '2023-06-18'],
  ])('%s and %d months is %s', (date, months, later) => {
    expect(addMonths(date, months)).toBe(later)
  })
})
