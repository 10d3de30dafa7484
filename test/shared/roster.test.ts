import { isResidentId } from '#shared/identity'
import { readRosterTable, readRosterText } from '#shared/roster'
import { FORMULA_WITHOUT_VALUE } from '#shared/roster-table'
import type { RosterRow } from '#shared/roster-types'
import { Seeded } from '../oracle/seeded'

/** Invented, with the check character that belongs to it. */
const withCheck = (seventeen: string): string =>
  [...'0123456789X'].map((check) => seventeen + check).find(isResidentId) ?? ''
const ZHANG = withCheck('99999919790315101')
const LI = withCheck('99999919850505002')
const WANG = withCheck('99999919900101003')
const trades: Record<string, number> = { 钢筋工: 41, 扎钢筋: 41, 开塔吊的: 46, 电工: 32, 塔吊司机: 46 }
const findTrade = (words: string): number | null => trades[words] ?? null

const read = (text: string) => readRosterText(text, findTrade)
const brief = ({ name, idNumber, mobileNumber, tradeSeq }: RosterRow) => [
  name,
  idNumber,
  mobileNumber,
  tradeSeq,
]
const only = (text: string) => read(text).rows.map(brief)

describe('a roster pasted from a chat', () => {
  it.each([
    [`1. 张三 ${ZHANG} 13812345678 钢筋工`],
    [`1、张三，${ZHANG}，+86 138 1234 5678，扎钢筋`],
    [`① 张三 ${ZHANG.slice(0, 6)} ${ZHANG.slice(6, 14)} ${ZHANG.slice(14)} 138-1234-5678 钢筋工`],
    [`（1）张三${ZHANG}13812345678钢筋工`],
    [`姓名：张三 身份证号：${ZHANG} 手机：13812345678 工种：钢筋工`],
    [
      `张三 １３８１２３４５６７８ 钢筋工 ${[...ZHANG].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')}`,
    ],
    [`张 三 13812345678 ${ZHANG} 钢筋工 [微笑]😀`],
    [`老李头: 张三 ${ZHANG} 13812345678 钢筋工`],
    [`张三：${ZHANG} 13812345678 钢筋工`],
    [`张三 2021/6/18 08:12 ${ZHANG} 13812345678 钢筋工`],
    [`张三\n${ZHANG}\n13812345678\n钢筋工`],
  ])('gives the same person from %s', (text) => {
    expect(only(text)).toEqual([['张三', ZHANG, '13812345678', 41]])
    expect(read(text).rows[0]?.problems).toEqual([])
  })

  it('leaves chatter aside and shows it', () => {
    const { rows, aside } = read(
      `收到\n@所有人 把身份证报一下\n老王 2021/6/18 08:12\n张三 ${ZHANG}\n有问题打我电话 13812345678\n好的👌`,
    )
    expect(rows.map((row) => row.name)).toEqual(['张三'])
    expect(aside.map(({ line }) => line)).toEqual([1, 2, 3, 5, 6])
  })

  it('knows names with a dot, rare characters, two surnames, and permits', () => {
    const text = `买买提•艾力 ${ZHANG}\n欧阳小明 ${LI}\n𬀩𠅤 ${WANG}\n陈港生 h9999 9901\n林台生 台胞证 99999901`
    expect(only(text).map(([name, id]) => [name, id])).toEqual([
      ['买买提·艾力', ZHANG],
      ['欧阳小明', LI],
      ['𬀩𠅤', WANG],
      ['陈港生', 'H99999901'],
      ['林台生', '99999901'],
    ])
  })

  it('takes several people out of one line with semicolons', () => {
    expect(only(`张三 ${ZHANG}；李四 ${LI}；王五 ${WANG}`).map(([name]) => name)).toEqual([
      '张三',
      '李四',
      '王五',
    ])
  })

  it('makes 18 digits of the 15 that the same person had', () => {
    const old = `${ZHANG.slice(0, 6)}${ZHANG.slice(8, 17)}`
    const { rows } = read(`张三 ${ZHANG}\n张三 ${old}`)
    expect(rows.map((row) => [row.idNumber, row.lines])).toEqual([[ZHANG, [1, 2]]])
  })

  it('says of a faulty row what is wrong and keeps the good ones', () => {
    const wrong = ZHANG.slice(0, 17) + (ZHANG.endsWith('0') ? '1' : '0')
    const { rows } = read(`张三 ${wrong} 13812345678\n李四 ${LI}\n2. 王五 1381234567\n孙七 13712345678`)
    expect(rows.map((row) => row.problems.map(({ field, code }) => `${field} ${code}`))).toEqual([
      ['idNumber wrong'],
      [],
      ['idNumber missing', 'mobileNumber wrong'],
      ['idNumber missing'],
    ])
    expect(rows[0]?.problems[0]?.detail).toBe('证件号码有误，请对照证件再看一遍')
  })

  it('marks another name for the same number, and names both', () => {
    expect(read(`张三 ${ZHANG}\n张山 ${ZHANG}`).rows[0]?.problems).toEqual([
      { field: 'name', code: 'differs', detail: '同一个证件号码写了2个姓名：张三、张山。请留下对的那个' },
    ])
  })
})

describe('a roster in a table', () => {
  it('finds the columns by their headings, below a title and above a total', () => {
    const text = `东海三期花名册\n序号\t身份证号码\t姓名\t联系电话\t工种\n1\t${ZHANG}\t张三\t13812345678\t钢筋工\n\t\t\t\t\n合计\t1人\t\t\t`
    const { rows, aside } = read(text)
    expect(rows.map(brief)).toEqual([['张三', ZHANG, '13812345678', 41]])
    expect(aside.map(({ line }) => line)).toEqual([1, 5])
  })

  it('guesses the columns without headings', () => {
    const text = `1\t13812345678\t钢筋工\t张三\t${ZHANG}\n2\t\t电工\t李四\t${LI}`
    expect(only(text)).toEqual([
      ['张三', ZHANG, '13812345678', 41],
      ['李四', LI, '', 32],
    ])
  })

  it.each([
    ['3.20705E+17', 'number_of_table'],
    ['999999198505050000', 'number_of_table'],
    [FORMULA_WITHOUT_VALUE, 'formula'],
    ['', 'missing'],
  ])('tells of a number that the sheet spoilt: %s', (cell, code) => {
    const table = [
      ['姓名', '身份证号'],
      ['张三', cell],
    ]
    expect(readRosterTable(table, findTrade).rows[0]?.problems.map((problem) => problem.code)).toEqual([code])
  })
})

describe('any roster', () => {
  const random = new Seeded(7)
  const people = Array.from({ length: 12 }, (_none, index) => ({
    name: `${'赵钱孙李周吴郑王冯陈褚卫'[index] ?? '赵'}${random.pick(['大', '小', '建'])}${random.pick(['军', '明', '华'])}`,
    id: withCheck(`999999198${index % 10}0${1 + (index % 9)}1510${index % 10}`),
  })) as [{ name: string; id: string }, ...{ name: string; id: string }[]]
  const line = () => {
    const { name, id } = random.pick(people)
    const faulty = `${id.slice(0, 17)}${id.endsWith('1') ? '2' : '1'}`
    const number = random.pick([id, id, `${id.slice(0, 6)} ${id.slice(6)}`, faulty])
    const mobile = random.pick(['', ' 13812345678', '，139 1234 5678', ' 1381234'])
    const trade = random.pick(['', ' 钢筋工', ' 电工'])
    const start = `${random.pick(['', '1. ', '② ', '3、'])}${random.pick([name, name, '张错名'])}`
    return `${start}${random.pick([' ', '，', '：'])}${number}${mobile}${trade}`
  }
  const crew = (lines: readonly string[]) =>
    read(lines.join('\n'))
      .rows.map((row) => JSON.stringify({ ...row, lines: [] }))
      .sort()
  const shuffled = (list: readonly string[]): string[] =>
    list
      .map((item) => ({ item, place: random.below(1_000_000) }))
      .sort((one, other) => one.place - other.place)
      .map(({ item }) => item)

  it('gives the same crew in any order and however often its lines are repeated', () => {
    for (let round = 0; round < 300; round += 1) {
      const roster = Array.from({ length: 1 + random.below(20) }, line)
      const again = shuffled([...roster, ...roster.filter(() => random.chance(1, 2))])
      expect(crew(again)).toEqual(crew(roster))
    }
  })

  it('is read without an error, 100,000 strange ones too', () => {
    const bits: [string, ...string[]] = [
      '\n',
      '\t',
      '张三',
      ZHANG,
      '1',
      'X',
      '，',
      ';',
      ':',
      '姓名',
      '\u0000',
      '\ud800',
      '😀',
      '(',
      '"',
      '·',
      ' ',
      'e+17',
      '１',
      '①',
      '工种：',
      '@',
      '13812345678',
      '-',
      '\u202e',
      '年',
      '.',
      '*',
      '\uffff',
    ]
    let count = 0
    while (count < 100_000) {
      const text = Array.from({ length: random.below(8) }, () => random.pick(bits)).join('')
      if (Array.isArray(read(text).rows)) count += 1
    }
    expect(count).toBe(100_000)
  })

  it.each([
    '1'.repeat(100_000),
    '1 '.repeat(50_000),
    '张 '.repeat(50_000),
    ' '.repeat(100_000),
    '姓名'.repeat(30_000),
    '2021年'.repeat(20_000),
  ])('takes no time over one endless line', (text) => {
    const before = performance.now()
    read(text)
    expect(performance.now() - before).toBeLessThan(2_000)
  })
})
