import { firstBadValue } from '../../server/simulators/wechat/template-values'
import {
  fitThing,
  templateFieldProblems,
  templateFieldTypeOf,
  type TemplateFieldType,
} from '../../server/wechat/template-fields'

const cases: Array<[TemplateFieldType, string[], string[]]> = [
  ['thing', ['钢筋工培训补贴', '一'.repeat(20), 'A-1，第2次'], ['', '一'.repeat(21), '两\n行', '制\u0007表']],
  [
    'amount',
    ['500.00元', '¥214.00', '￥100', '1000元', '12'],
    ['五百元', '¥¥5', '12345678901', '1,000元', '.5'],
  ],
  ['time', ['15:01', '9:05:59', '2019年10月1日 15:01', '08:00~17:30'], ['24:00', '15:60', '下午三点', '15']],
  [
    'date',
    ['2021年6月18日', '2019年10月', '10月1日', '2019-12-25 09:42', '2019/12/25', '2021.6.1~2021.6.30'],
    ['上个月', '2021年', '2019-12/25', '18'],
  ],
  ['phrase', ['已到账'], ['已到账了没有呢', 'OK', '到账!']],
  ['character_string', ['JBT-2021-000123', 'a'.repeat(32)], ['编号1', 'a'.repeat(33)]],
  ['number', ['40', '12.5'], ['四十', '1e3', '9'.repeat(33)]],
  ['letter', ['ABC'], ['AB1', 'A'.repeat(33)]],
  ['symbol', ['+-*'], ['+a', '++++++']],
  ['name', ['王小明', '买买提·艾力', 'Alexander Hamilton'], ['王'.repeat(11), '王5']],
  ['phone_number', ['0518-12345', '+8613800138000'], ['1'.repeat(18), '电话1']],
  ['car_number', ['苏G12345', '苏G1234学'], ['苏G1234567', '苏学G123']],
]

describe('values of a subscribe message', () => {
  it.each(cases)(
    '(6 of 13) of kind %s are judged alike before the call and by the platform',
    (type, accepted, refused) => {
      const keys = { [`${type}1`]: type }
      const isFineHere = (value: string) =>
        templateFieldProblems({ id: 'T', keys }, { [`${type}1`]: value }).length === 0
      const isFineThere = (value: string) => firstBadValue(keys, { [`${type}1`]: { value } }) === null
      expect(accepted.filter((value) => !isFineHere(value))).toEqual([])
      expect(accepted.filter((value) => !isFineThere(value))).toEqual([])
      expect(refused.filter(isFineHere)).toEqual([])
      expect(refused.filter(isFineThere)).toEqual([])
    },
  )

  it('of kind enum are those that the template lists', () => {
    const template = { id: 'T', keys: { enum1: 'enum' as const }, enumValues: { enum1: ['通过', '未通过'] } }
    expect(templateFieldProblems(template, { enum1: '通过' })).toEqual([])
    expect(templateFieldProblems(template, { enum1: '也许' })).toHaveLength(1)
  })

  it('are all judged, not the first only', () => {
    const template = { id: 'T', keys: { thing1: 'thing', amount2: 'amount' } as const }
    expect(templateFieldProblems(template, { thing1: '', other: 'x' })).toEqual([
      'thing1: not a valid thing',
      'amount2: not a valid amount',
      'other: not a key of the template',
    ])
  })

  it('are of the kind that their key begins with', () => {
    expect(['amount3', 'character_string12', 'enum1', 'phone_number4'].map(templateFieldTypeOf)).toEqual([
      'amount',
      'character_string',
      'enum',
      'phone_number',
    ])
    expect(['purpose', 'toString', '3', ''].map(templateFieldTypeOf)).toEqual([null, null, null, null])
  })

  it('can be made to fit a thing: one line, no emoji, 20 characters', () => {
    expect(fitThing('连云港\n培训👷‍♂️中心')).toBe('连云港 培训中心')
    expect(fitThing('演'.repeat(25))).toBe(`${'演'.repeat(19)}…`)
    expect(fitThing('第1期')).toBe('第1期')
  })
})
