import { readResult } from '#shared/result-rows'
import { readResultTable, readResultText } from '#shared/result-table'
import { certificateKindOf, dayOf, levelOf, outcomeOf } from '#shared/result-words'

const heading = [
  '序号',
  '姓名',
  '身份证号',
  '成绩',
  '考试日期',
  '证书种类',
  '等级',
  '证书编号',
  '发证日期',
  '有效期至',
]
const settings = {
  days: { endsOn: '2021-06-10', examOn: '2021-06-12', today: '2021-06-18' },
  passMark: null as number | null,
}
const rowOf = (cells: readonly string[], passMark: number | null = null) => {
  const [entry] = readResultTable([heading, cells]).entries
  if (!entry) throw new Error('Nobody in this row')
  return readResult(entry, { ...settings, passMark })
}
const problemsOf = (...cells: string[]) =>
  rowOf(['1', '王小四', '', ...cells]).problems.map(({ field, code }) => `${field} ${code}`)

describe('a sheet of results', () => {
  it('has people below its heading, and titles and totals aside', () => {
    const sheet = readResultTable([['成绩登记表'], heading, ['1', '王小四', '', '合格'], ['合计', '1人']])
    expect(sheet.entries).toMatchObject([{ line: 3, place: '1', name: '王小四', outcome: '合格' }])
    expect(sheet.aside.map(({ line }) => line)).toEqual([1, 4])
  })

  it('without a heading has nobody', () => {
    expect(readResultTable([['王小四', '合格']]).columns).toEqual([])
  })

  it('is the same pasted with tabs as with commas', () => {
    const lines = ['姓名\t考试结果', '王小四\t合格', '买买提·艾力\t82']
    const tabbed = readResultText(lines.join('\n'))
    expect(readResultText(lines.join('\r\n').replaceAll('\t', '，'))).toEqual(tabbed)
    expect(tabbed.entries).toHaveLength(2)
  })
})

describe('the words of a result', () => {
  it.each([
    ['合格', { kind: 'passed' }],
    ['√', { kind: 'passed' }],
    ['未通过', { kind: 'failed' }],
    ['缺考', { kind: 'failed' }],
    ['８６.5分', { kind: 'score', points: 86.5 }],
    ['大概合格', null],
  ])('%s', (words, meant) => expect(outcomeOf(words)).toEqual(meant))

  it.each([
    ['2021-06-18', '2021-06-18'],
    ['2021/6/8', '2021-06-08'],
    ['2021年6月18日', '2021-06-18'],
    ['20210618', '2021-06-18'],
    ['2021.02.30', null],
    ['44365', null],
  ])('a day: %s', (words, day) => expect(dayOf(words)).toBe(day))

  it.each([
    ['中级工', 4],
    ['高级技师', 1],
    ['技师（二级）', 2],
    ['高级（三级）', 3],
    ['5', 5],
    ['好', null],
  ])('a level: %s', (words, level) => expect(levelOf(words)).toBe(level))

  it.each([
    ['建筑施工特种作业操作资格证', 'special_operations'],
    ['安全生产考核合格证', 'competency'],
    ['职业技能等级证书', 'level'],
    ['专项职业能力证书', 'special_skill'],
    ['健身证', null],
  ])('a certificate: %s', (words, kind) => expect(certificateKindOf(words)).toBe(kind))
})

describe('a row of results', () => {
  it('says exam and certificate', () => {
    const cells = [
      '1',
      '王小四',
      '',
      '合格',
      '2021/6/12',
      '技能等级',
      '中级工',
      'Y-2021-001',
      '2021.6.15',
      '长期',
    ]
    expect(rowOf(cells)).toEqual({
      exam: { passed: true, examinedOn: '2021-06-12' },
      certificate: {
        ...{ kind: 'level', level: 4, number: 'Y-2021-001', issuedOn: '2021-06-15' },
        ...{ issuer: null, expiresOn: null },
      },
      problems: [],
    })
  })

  it('without a day is of the planned exam', () => {
    expect(rowOf(['1', '王小四', '', '合格']).exam?.examinedOn).toBe('2021-06-12')
  })

  it('with points needs to know from how many on it is a pass', () => {
    expect(problemsOf('59.5')).toEqual(['outcome missing'])
    expect(rowOf(['1', '王小四', '', '59.5'], 60).exam?.passed).toBe(false)
    expect(rowOf(['1', '王小四', '', '60'], 60).exam?.passed).toBe(true)
  })

  it('takes the last day out of a span', () => {
    const cells = ['1', '王', '', '', '', '特种作业', '', 'SU-A-1', '2021-06-15', '2021.06.15-2023.06.14']
    expect(rowOf(cells).certificate?.expiresOn).toBe('2023-06-14')
  })

  it.each<[string, string[], string[]]>([
    ['nothing to enter', [''], ['outcome missing']],
    ['a word that is no result', ['还行'], ['outcome wrong']],
    ['an exam in the future', ['合格', '2021-06-19'], ['examinedOn date']],
    ['an exam before the class ended', ['合格', '2021-06-09'], ['examinedOn date']],
    ['a kind that there is not', ['', '', '健身证', '', 'A-123', '2021-06-15'], ['kind wrong']],
    ['no kind', ['', '', '', '', 'A-123', '2021-06-15'], ['kind missing']],
    ['a level certificate without a level', ['', '', '等级证', '', 'A-123', '2021-06-15'], ['level missing']],
    ['no day of issue', ['', '', '特种作业', '', 'A-123', ''], ['issuedOn wrong']],
    ['a certificate of tomorrow', ['', '', '特种作业', '', 'A-123', '2021-06-19'], ['issuedOn date']],
    ['one from before the class ended', ['', '', '特种作业', '', 'A-123', '2021-06-01'], ['issuedOn date']],
    [
      'one that ended before it began',
      ['', '', '特种作业', '', 'A-123', '2021-06-15', '2021-06-14'],
      ['expiresOn date'],
    ],
    ['a number that is none', ['', '', '特种作业', '', '?', '2021-06-15'], ['number wrong']],
    [
      'a failed exam with a certificate',
      ['不合格', '', '特种作业', '', 'A-123', '2021-06-15'],
      ['outcome wrong'],
    ],
    ['a cell whose formula has no value', ['\u0000formula'], ['outcome formula']],
  ])('is marked: %s', (_name, cells, problems) => expect(problemsOf(...cells)).toEqual(problems))
})
