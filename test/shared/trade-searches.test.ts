import index from '#seeds/trade-index.json'
import { decodePairs } from '#shared/trade-match-normalise'
import { reportableTerm } from '#shared/trade-searches'

const simplified = decodePairs(index.simplified)
const term = (query: string) => reportableTerm(query, simplified)

describe('the term that is counted of a search', () => {
  it.each([
    ['保安', '保安'],
    [' 保 安 ', '保安'],
    ['請問當保安的有補貼嗎？', '保安'],
    ['ＢＩＭ建模', 'bim建模'],
    ['我是装太阳能的', '装太阳能'],
    ['一级建造师', '一级建造师'],
  ])('of %s is %s', (query, expected) => {
    expect(term(query)).toBe(expected)
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
    expect(term(query)).toBeNull()
  })

  it('of a term is the term itself, so that the server agrees with the phone', () => {
    for (const query of ['請問當保安的有補貼嗎？', '我在工地上装太阳能的', 'security guard']) {
      const once = term(query)
      expect(once === null ? null : reportableTerm(once)).toBe(once)
    }
  })
})
