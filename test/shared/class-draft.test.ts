import * as v from 'valibot'
import { classDraft, emptyClassDraft, filedClass, type ClassDraft } from '#shared/class-draft'
import { draftFaults, type DraftSurroundings } from '#shared/class-draft-faults'
import { isHighRiskCategory } from '#shared/trade-risk'
import { TRADE_CATEGORIES } from '#shared/trades'
import { rebarDraft } from '../support/class-draft'

const surroundings = { today: '2021-06-18', tradeCategory: '建筑' }
const faultsOf = (draft: ClassDraft, more: Partial<DraftSurroundings> = {}) =>
  draftFaults(draft, { ...surroundings, ...more }).map(({ pointer }) => pointer)
const withLesson = (index: number, more: Partial<ClassDraft['lessons'][number]>) =>
  rebarDraft({
    lessons: rebarDraft().lessons.map((lesson, place) => (place === index ? { ...lesson, ...more } : lesson)),
  })

describe('a class that is written down whole', () => {
  it('has no faults, and is one that can be filed', () => {
    expect(faultsOf(rebarDraft())).toEqual([])
    expect(v.is(filedClass, rebarDraft())).toBe(true)
  })

  it('may begin tomorrow and take people until its last day', () => {
    const draft = rebarDraft({
      enrolUntil: '2021-07-09',
      exam: { ...rebarDraft().exam, heldOn: '2021-07-09' },
    })
    expect(faultsOf(draft, { today: '2021-07-04' })).toEqual([])
  })
})

describe('an empty form', () => {
  it('can be kept as it is', () => {
    expect(v.is(classDraft, emptyClassDraft)).toBe(true)
  })

  it('is told everything that is missing at once, each at its field and once', () => {
    const pointers = faultsOf(emptyClassDraft)
    expect(new Set(pointers).size).toBe(pointers.length)
    expect(pointers).toEqual(
      expect.arrayContaining([
        '/tradeSeq',
        '/title',
        '/place/name',
        '/place/latitude',
        '/startsOn',
        '/capacity',
        '/priceFen',
        '/syllabus/0/hoursTenths',
        '/teachers',
        '/lessons',
        '/exam/heldOn',
      ]),
    )
  })

  it('is told so in sentences', () => {
    for (const { detail } of draftFaults(emptyClassDraft, surroundings))
      expect(detail).toMatch(/^[\p{Script=Han}\d，、（）0-9-]+$/u)
  })
})

describe('days that cannot be', () => {
  it.each([
    ['a first day that is today', { startsOn: '2021-07-05' }, '2021-07-05', '/startsOn'],
    ['a first day without a lesson', { startsOn: '2021-07-04' }, '2021-06-18', '/startsOn'],
    ['an end before the beginning', { endsOn: '2021-07-01' }, '2021-06-18', '/endsOn'],
    ['an end without a lesson', { endsOn: '2021-07-12' }, '2021-06-18', '/endsOn'],
    ['a deadline that is over', { enrolUntil: '2021-06-17' }, '2021-06-18', '/enrolUntil'],
    ['a deadline after the end', { enrolUntil: '2021-07-10' }, '2021-06-18', '/enrolUntil'],
  ])('are %s', (_what, more, today, pointer) => {
    expect(faultsOf(rebarDraft(more), { today })).toContain(pointer)
  })

  it('are an exam before the last lesson, but not on the same day', () => {
    const examOn = (heldOn: string) => faultsOf(rebarDraft({ exam: { heldOn, place: '考场', body: '' } }))
    expect(examOn('2021-07-08')).toEqual(['/exam/heldOn'])
    expect(examOn('2021-07-09')).toEqual([])
  })

  it.each(['2021-02-30', '2021-13-01', '21-6-1', '明天'])('are refused even in a draft: %s', (startsOn) => {
    expect(v.is(classDraft, rebarDraft({ startsOn }))).toBe(false)
  })
})

describe('a lesson', () => {
  it.each([
    ['before the class begins', { heldOn: '2021-07-01' }, '/lessons/2/heldOn'],
    ['after it ended', { heldOn: '2021-08-01' }, '/lessons/2/heldOn'],
    ['that ends before it begins', { endsAt: '08:00' }, '/lessons/2/endsAt'],
    ['that ends as it begins', { endsAt: '08:30' }, '/lessons/2/endsAt'],
    ['by somebody who is no teacher of it', { teacher: '路人' }, '/lessons/2/teacher'],
    ['with more hours than the clock has', { hoursTenths: 136 }, '/lessons/2/hoursTenths'],
    ['at the hour of another', { heldOn: '2021-07-06', startsAt: '17:00' }, '/lessons/2/startsAt'],
  ])('%s is marked in its row', (_what, more, pointer) => {
    expect(faultsOf(withLesson(2, more))).toContain(pointer)
  })

  it('may count as many hours as the clock has of forty minutes', () => {
    const draft = withLesson(2, { hoursTenths: 135 })
    expect(faultsOf(draft).filter((pointer) => pointer.startsWith('/lessons'))).toEqual([])
  })

  it('may begin as another ends', () => {
    const evening = { ...rebarDraft().lessons[0], heldOn: '2021-07-05', startsAt: '17:30', endsAt: '18:30' }
    const lessons = [
      ...rebarDraft().lessons,
      { ...evening, hoursTenths: 10 } as ClassDraft['lessons'][number],
    ]
    expect(faultsOf(rebarDraft({ lessons })).filter((pointer) => pointer.startsWith('/lessons'))).toEqual([])
  })

  it.each(['25:00', '8:30', '24:00'])('is not at %s o’clock', (startsAt) => {
    expect(v.is(classDraft, withLesson(0, { startsAt }))).toBe(false)
  })
})

describe('a syllabus', () => {
  const without = (part: string) =>
    rebarDraft({ syllabus: rebarDraft().syllabus.filter((each) => each.part !== part) })

  it('has 职业道德 for every trade (clause （六）)', () => {
    const [first] = draftFaults(without('ethics'), surroundings)
    expect(first).toMatchObject({ pointer: '/syllabus', code: 'ethics' })
  })

  it.each(TRADE_CATEGORIES.map((category) => [category] as const))(
    'needs safety or not, by category: %s',
    (tradeCategory) => {
      const codes = draftFaults(without('safety'), { ...surroundings, tradeCategory }).map(({ code }) => code)
      expect(codes.includes('safety')).toBe(
        ['建筑施工特种作业', '安全管理人员', '燃气', '水处理'].includes(tradeCategory),
      )
    },
  )

  it('has as many hours as the lessons together', () => {
    const [only, ...more] = draftFaults(withLesson(0, { hoursTenths: 70 }), surroundings)
    expect(only).toMatchObject({ pointer: '/syllabus', code: 'sum' })
    expect(only?.detail).toContain('40课时')
    expect(only?.detail).toContain('39课时')
    expect(more).toEqual([])
  })
})

it('is for a trade that the catalogue has on the first day', () => {
  expect(faultsOf(rebarDraft(), { tradeCategory: null })).toContain('/tradeSeq')
})

it('names each teacher once', () => {
  const [teacher] = rebarDraft().teachers
  expect(faultsOf(rebarDraft({ teachers: teacher ? [teacher, teacher] : [] }))).toEqual(['/teachers/1/name'])
})

it('takes a category that no plan names for no dangerous one', () => {
  expect([null, '焊接', '建筑'].map(isHighRiskCategory)).toEqual([false, false, false])
})
