import { parsePolicy, withSettings } from '../../shared/subsidy-policy'
import { assess, type CertificateFact, type SubsidyFacts } from '../../shared/subsidy-rules'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

const policy = parsePolicy(policyJson)

/** The flags of one rule, exactly; A19 only says that other rules are open too. */
function flagsOf(rule: string, facts: SubsidyFacts, under = policy): string[] {
  const { candidates } = assess(under, facts, '2021-06-18')
  return (candidates.find((each) => each.rule === rule)?.flags ?? ['absent']).filter((flag) => flag !== 'A19')
}
const level4 = (issuedOn: string): CertificateFact => ({ kind: 'level', level: 4, issuedOn })

describe('doubts are shown where they matter, and nowhere else', () => {
  test.each([
    [21, 'R9-2', 39.9, []],
    [21, 'R9-2', 40, ['A7']],
    [16, 'R9-1', 39.9, []],
    [16, 'R9-1', 40, ['A8']],
    [42, 'R9-3', 39.9, ['A1', 'A3']],
    [42, 'R9-3', 40, ['A8', 'A1', 'A3']],
    [41, 'R11-1', 40, ['A5']],
    [159, 'R11-1', 40, ['A5', 'A6']],
    [114, 'R11-1', 40, ['A5', 'A10']],
  ])('row %d, %s, %d hours: %j', (tradeSeq, rule, onsite, flags) => {
    expect(flagsOf(rule, { tradeSeq, hours: { onsite, online: 0 } })).toEqual(flags)
  })

  test.each([
    [['2020-05-05'], ['A11']],
    [['2019-01-01'], ['A11', 'A13']],
    [['2019-01-02'], ['A11']],
    [['2018-12-31'], ['A11', 'A14']],
    [
      ['2020-05-05', '2019-01-01'],
      ['A11', 'A13'],
    ],
  ])('中级工 certificates of %j: %j', (dates, flags) => {
    expect(flagsOf('R10-2', { certificates: dates.map(level4) })).toEqual(flags)
  })

  test('the first day of another certificate is no doubt about this one', () => {
    const certificates = [level4('2020-05-05'), { kind: 'competency', issuedOn: '2019-01-01' } as const]
    expect(flagsOf('R10-2', { certificates })).toEqual(['A11'])
  })

  test('technicians are told about insurance, others are not', () => {
    const technician: CertificateFact = { kind: 'level', level: 2, issuedOn: '2020-05-05' }
    expect(flagsOf('R10-4', { certificates: [technician] })).toEqual(['A11', 'A12'])
    expect(flagsOf('R10-3', { certificates: [{ ...technician, level: 3 }] })).toEqual(['A11'])
  })

  test('only modern apprentices are told about schools', () => {
    const years = { targetLevel: 4, years: 2 }
    expect(flagsOf('R9-4a', { apprenticeship: { kind: 'new', ...years } })).toEqual(['A16', 'A17'])
    expect(flagsOf('R9-4a', { apprenticeship: { kind: 'modern', ...years } })).toEqual(['A16', 'A17', 'A18'])
    expect(flagsOf('R9-4a', { apprenticeship: years })).toEqual(['A16', 'A17'])
  })

  test('online hours are remarked on only where some do not count', () => {
    const course = (online: number): SubsidyFacts => ({ tradeSeq: 41, hours: { onsite: 40, online } })
    expect(flagsOf('R11-1', course(0))).toEqual(['A5'])
    expect(flagsOf('R11-1', course(0.1))).toEqual(['A5', 'A26'])
    const ofRequired = withSettings(policy, {
      'online.shareBasisPoints': 5000,
      'online.base': 'requiredHours',
    })
    expect(flagsOf('R11-1', course(20), ofRequired)).toEqual(['A5'])
    expect(flagsOf('R11-1', course(20.1), ofRequired)).toEqual(['A5', 'A26'])
  })

  test('a row is inferred, a field is for the office, an unnamed trade is neither', () => {
    expect(flagsOf('R11-1', { sector: '供热' })).toEqual(['A9'])
    expect(flagsOf('R11-1', {})).toEqual([])
  })

  test('each flag brings its sentence', () => {
    for (const { flags, notes } of assess(policy, { tradeSeq: 159 }, '2021-06-18').candidates) {
      expect(notes.map((note) => note.flag)).toEqual(flags)
      for (const { flag, sentence } of notes) {
        expect(sentence).toBe(policyJson.ambiguities.find((each) => each.id === flag)?.sentence)
      }
    }
  })
})
