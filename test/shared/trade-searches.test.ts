import { reportableTerm } from '#shared/trade-searches'

describe('the term that is counted of a search', () => {
  it.each([
    ['保安', '保安'],
    [' 保 安 ', '保安'],
    ['请问当保安的有补贴吗？', '保安'],
    ['ＢＩＭ建模', 'bim建模'],
    ['我是装太阳能的', '装太阳能'],
    ['一级建造师', '一级建造师'],
  ])('of %s is %s', (query, expected) => {
    expect(reportableTerm(query)).toBe(expected)
  })

  it.each([
    ['too short', '工'],
    ['nothing but signs', '？？！'],
    ['too long', '我在连云港海州区的工地上给很多很多不同的楼盘做各种各样的事情'],
    ['a mobile number', '13800138000'],
    ['a mobile number with spaces', '138 0013 8000'],
    ['a mobile number in full width', '１３８００１３８０００'],
    ['a number spelt out', '一三八零零一三八零零零'],
    ['an identity number', '32070119850101001X'],
    ['part of a number', '装空调12345'],
    ['somebody saying a name', '我叫王小四'],
    ['a name that is asked for', '姓名王小四'],
    ['an e-mail address', 'wang@example.com'],
    ['a house', '幸福小区3栋'],
    ['a contact', '加微信'],
  ])('is none for %s', (_why, query) => {
    expect(reportableTerm(query)).toBeNull()
  })

  it('of a term is the term itself, so that the server agrees with the phone', () => {
    for (const query of ['请问当保安的有补贴吗？', '我在工地上装太阳能的', 'security guard']) {
      const once = reportableTerm(query)
      expect(once === null ? null : reportableTerm(once)).toBe(once)
    }
  })
})
