import { isScarceOn, nameOn, rowOn, type CatalogueRow } from '../../shared/policy-catalogue'
import { mismatches, versionFor, type Reign } from '../../shared/policy-version-content'
import type { PolicyFile } from '../../shared/subsidy-policy'
import { madeUpCatalogue, madeUpPolicy } from '../policies/made-up-policy'

const reign = (
  activeFrom: string,
  by: Reign['transition']['by'] = 'booking_date',
  closedOn: string | null = null,
) => ({
  hash: `version from ${activeFrom}`,
  activeFrom,
  closedOn,
  transition: { by },
})
const first = reign('2019-01-01')

describe('the version to which a case belongs', () => {
  const second = reign('2021-06-01')
  const versions = [first, second]
  const of = (
    bookedOn: string,
    on: string,
    list: readonly Reign[] = versions,
    decidingOn: string | null = null,
  ) => list.indexOf(versionFor(list, { bookedOn, bookedUnder: null, decidingOn }, on) ?? first)

  it.each([
    ['the day before', '2021-05-31', 0],
    ['the day itself', '2021-06-01', 1],
    ['the day after', '2021-06-02', 1],
  ])('by booking date: booked on %s, %s', (_when, bookedOn, expected) => {
    expect(of(bookedOn, '2021-07-01')).toBe(expected)
  })

  it('stays the earlier one for who booked in the morning of the day on which the next was put in force', () => {
    const booked = (bookedUnder: string, by: Reign['transition']['by'], bookedOn = '2021-06-01') => {
      const list = [first, reign('2021-06-01', by)]
      const dates = { bookedOn, bookedUnder, decidingOn: null }
      return list.indexOf(versionFor(list, dates, '2021-07-01') ?? first)
    }
    expect(booked(first.hash, 'booking_date')).toBe(0)
    expect(booked(second.hash, 'booking_date')).toBe(1)
    expect(booked('a version nobody knows', 'booking_date')).toBe(1)
    expect(booked(first.hash, 'deciding_date')).toBe(1)
    expect(booked(first.hash, 'booking_date', '2021-06-02')).toBe(1)
  })

  it('is none that begins after the day of the question', () => {
    expect(of('2021-06-01', '2021-05-31')).toBe(0)
    expect(of('2021-06-01', '2021-06-01')).toBe(1)
  })

  it('is the first for everything before it', () => {
    expect(of('2018-01-01', '2018-01-01')).toBe(0)
  })

  it('by the deciding date where the clause says so, and by the booking while that is unknown', () => {
    const list = [first, reign('2021-06-01', 'deciding_date')]
    expect(of('2021-05-01', '2021-07-01', list, '2021-06-01')).toBe(1)
    expect(of('2021-05-01', '2021-07-01', list, '2021-05-31')).toBe(0)
    expect(of('2021-05-01', '2021-07-01', list, null)).toBe(0)
    expect(of('2021-06-01', '2021-07-01', list, null)).toBe(1)
  })

  it('goes back from version to version, each by its own clause', () => {
    const list = [first, reign('2020-01-01'), reign('2021-01-01')]
    expect(of('2019-12-31', '2021-06-01', list)).toBe(0)
    expect(of('2020-12-31', '2021-06-01', list)).toBe(1)
    expect(of('2021-01-01', '2021-06-01', list)).toBe(2)
  })

  it('is none for who booked after a stop, though the exam came before the first day of the stopped version', () => {
    const list = [first, reign('2021-06-01', 'deciding_date', '2021-06-10')]
    const dates = { bookedUnder: null, decidingOn: '2021-05-31' }
    expect(versionFor(list, { ...dates, bookedOn: '2021-06-11' }, '2021-07-01')).toBeNull()
    expect(versionFor(list, { ...dates, bookedOn: '2021-06-10' }, '2021-07-01')).toBe(first)
    const stoppedFirst = [
      reign('2019-01-01', 'booking_date', '2021-05-01'),
      reign('2021-06-01', 'deciding_date'),
    ]
    expect(versionFor(stoppedFirst, { ...dates, bookedOn: '2021-06-02' }, '2021-07-01')).toBeNull()
  })

  it('is none for who booked after it was stopped, but still one for who booked before', () => {
    const list = [reign('2019-01-01', 'booking_date', '2021-06-01')]
    const stopped = (bookedOn: string) =>
      versionFor(list, { bookedOn, bookedUnder: null, decidingOn: null }, '2021-07-01')
    expect(stopped('2021-06-01')).toBe(list[0])
    expect(stopped('2021-06-02')).toBeNull()
    const resumed = [...list, reign('2021-08-01')]
    expect(
      versionFor(resumed, { bookedOn: '2021-07-01', bookedUnder: null, decidingOn: null }, '2021-09-01'),
    ).toBeNull()
    expect(
      versionFor(resumed, { bookedOn: '2021-08-01', bookedUnder: null, decidingOn: null }, '2021-09-01'),
    ).toBe(resumed[1])
    expect(
      versionFor([], { bookedOn: '2021-08-01', bookedUnder: null, decidingOn: null }, '2021-09-01'),
    ).toBeNull()
  })
})

describe('a row of the catalogue', () => {
  const citation = { clause: '（六）', quotation: '动态调整' }
  const row: CatalogueRow = {
    seq: 41,
    category: '建筑',
    raw: '钢筋工（住建部：钢筋工）',
    name: '钢筋工',
    aliases: [],
    searchNames: ['钢筋工'],
    amountYuan: 500,
    added: { from: '2020-01-01', citation },
    closed: { until: '2021-12-31', citation },
    renamed: [
      { from: '2021-07-01', name: '钢筋加工工', citation },
      { from: '2021-01-01', name: '钢筋安装工', citation },
    ],
    scarce: [{ from: '2021-03-01', until: '2021-03-31', citation }],
  }

  it.each([
    ['2019-12-31', null],
    ['2020-01-01', '钢筋工'],
    ['2020-12-31', '钢筋工'],
    ['2021-01-01', '钢筋安装工'],
    ['2021-06-30', '钢筋安装工'],
    ['2021-07-01', '钢筋加工工'],
    ['2021-12-31', '钢筋加工工'],
    ['2022-01-01', null],
  ])('on %s is %j', (day, name) => {
    expect(rowOn([row], 41, day)?.name ?? null).toBe(name)
  })

  it('keeps the printed cell whatever it is called', () => {
    expect(rowOn([row], 41, '2021-08-01')).toEqual({
      seq: 41,
      category: '建筑',
      name: '钢筋加工工',
      raw: '钢筋工（住建部：钢筋工）',
      amountYuan: 500,
      scarce: false,
    })
    expect(rowOn([row], 42, '2021-08-01')).toBeNull()
  })

  it.each([
    ['2021-02-28', false],
    ['2021-03-01', true],
    ['2021-03-31', true],
    ['2021-04-01', false],
  ])('on %s is scarce: %s', (day, scarce) => {
    expect(isScarceOn(row, day)).toBe(scarce)
    expect(isScarceOn({ ...row, scarce: [{ from: '2021-03-01', until: null, citation }] }, day)).toBe(
      day >= '2021-03-01',
    )
  })

  it('without dates is always there, under its printed name', () => {
    const plain = madeUpCatalogue[0]
    expect(plain && nameOn(plain, '1999-01-01')).toBe(plain?.name)
    expect(rowOn(madeUpCatalogue, 7, '1999-01-01')).toMatchObject({ seq: 7, scarce: false })
  })
})

describe('document and catalogue', () => {
  const [plain] = madeUpCatalogue
  const wrong = (rows: readonly (CatalogueRow | undefined)[], document: PolicyFile = madeUpPolicy) =>
    mismatches(
      document,
      rows.flatMap((row) => row ?? []),
    )

  it('fit together in the made-up policy', () => {
    expect(wrong(madeUpCatalogue)).toEqual([])
  })

  it.each([
    ['a row that is missing', [plain], ['条款里的第900行，目录里没有']],
    ['a row twice', [...madeUpCatalogue, plain], ['目录第7行写了两次']],
    [
      'a row without a rule',
      [...madeUpCatalogue, plain && { ...plain, seq: 8 }],
      ['目录第8行没有对应的条款'],
    ],
    [
      'another category and sum',
      [madeUpCatalogue[1], plain && { ...plain, category: '瓦工', amountYuan: 100 }],
      ['第7行：目录和条款写的种类不一样', '第7行：目录和条款写的金额不一样'],
    ],
    [
      'dates in the wrong order',
      [
        madeUpCatalogue[1],
        plain && {
          ...plain,
          added: { from: '2030-02-01', citation: { clause: '一', quotation: '一' } },
          closed: { until: '2030-01-01', citation: { clause: '一', quotation: '一' } },
          scarce: [{ from: '2030-02-01', until: '2030-01-01', citation: { clause: '一', quotation: '一' } }],
        },
      ],
      ['第7行：撤销日早于新增日', '第7行：紧缺的结束日早于开始日'],
    ],
  ] as [string, (CatalogueRow | undefined)[], string[]][])('do not: %s', (_what, rows, problems) => {
    expect(wrong(rows)).toEqual(problems)
  })
})
