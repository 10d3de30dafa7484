import { groundOf, groundOfRule, groundWords } from '../../shared/subsidy-grounds'
import { applyPreset, parsePolicy, withSettings } from '../../shared/subsidy-policy'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

const notice = parsePolicy(policyJson)
const common = applyPreset(notice, 'common')

describe('the ground of an answer', () => {
  test('is the doubt that the setting decides, with the words of the notice where it has any', () => {
    expect(groundOf(notice, 'insurance.months')).toEqual({
      flag: 'A11',
      citation: { clause: '（十）', quotation: '且在本市缴纳失业保险1年以上的企业职工' },
      sources: [],
    })
    expect(groundOf(notice, 'limits.perYear')).toEqual({ flag: 'A20', citation: null, sources: [] })
  })

  test('names where a value that is common elsewhere comes from', () => {
    expect(groundOf(common, 'limits.perYear').sources.map((each) => each.title)).toEqual([
      '南京市职业技能补贴申领指南（2023年）',
      '人力资源社会保障部答复（2024年，转引）',
    ])
    expect(groundOf(common, 'limits.lifetime').sources).toEqual([])
  })

  test('names no source for a value that the office decided itself', () => {
    expect(groundOf(withSettings(common, { 'limits.perYear': 2 }), 'limits.perYear').sources).toEqual([])
  })

  test('is empty for a setting that no doubt holds', () => {
    expect(groundOf(notice, 'no.such')).toEqual({ flag: null, citation: null, sources: [] })
  })

  test('of a rule is the words that give its sum', () => {
    expect(groundOfRule(notice, 'R11-1').citation).toEqual(
      notice.rules.find((each) => each.id === 'R11-1')?.amount.citation,
    )
    expect(groundOfRule(notice, 'R99')).toEqual({ flag: null, citation: null, sources: [] })
  })
})

describe('a ground in words', () => {
  test('is the clause, verbatim', () => {
    expect(groundWords(notice, groundOfRule(notice, 'R9-1'))).toBe('（九）：“按每人400元标准给予补贴”')
  })

  test('says openly that the notice says nothing, and who does', () => {
    expect(groundWords(common, groundOf(common, 'limits.perYear'))).toBe(
      '外地常见做法，原文没有写；见南京市职业技能补贴申领指南（2023年）',
    )
  })

  test('is otherwise the sentence about the doubt', () => {
    expect(groundWords(notice, groundOf(notice, 'stacking.sameTrainingEvent'))).toBe('同一次培训只能领一样。')
    expect(groundWords(notice, { flag: 'A99', citation: null, sources: [] })).toBe('')
    expect(groundWords(notice, { flag: null, citation: null, sources: [] })).toBe('')
  })
})
