import type { PolicyContent } from '#shared/policy-version-content'
import { applied, changed, contested, rebased } from '../../miniapp/src/packages/policy/content/changes'
import {
  inWords,
  mistakeIn,
  stored,
  typed,
  type FieldKind,
} from '../../miniapp/src/packages/policy/content/field-kinds'
import { allFields } from '../../miniapp/src/packages/policy/content/fields'
import { changeGroups } from '../../miniapp/src/packages/policy/content/change-words'
import { followUps } from '../../miniapp/src/packages/policy/content/follow-ups'
import { namedPointer, valueAt, withValue } from '../../miniapp/src/packages/policy/content/pointer'
import { problemsOf } from '../../miniapp/src/packages/policy/content/problems'
import { firstContent } from '../support/policy-content'

const sum = '/document/rules/R11-1/amount/fen'
const base = firstContent()
const with600 = (content: unknown) => withValue(content, sum, 60_000)

describe('places in a version', () => {
  it('are named by what a thing is called, not by where it stands', () => {
    expect(valueAt(base, sum)).toBe(50_000)
    expect(valueAt(base, '/catalogue/41/name')).toBe('钢筋工')
    expect(namedPointer(base, ['catalogue', 40, 'name'])).toBe('/catalogue/41/name')
    expect(namedPointer(base, ['document', 'annex', 'categories', 0, 'rows', 2])).toBe(
      `/document/annex/categories/${base.document.annex.categories[0]?.category ?? ''}/rows/2`,
    )
  })

  it('take another value without touching anything else', () => {
    const next = with600(base) as PolicyContent
    expect(valueAt(next, sum)).toBe(60_000)
    expect(valueAt(base, sum)).toBe(50_000)
    expect(next.catalogue).toBe(base.catalogue)
  })

  it('can be added and taken away', () => {
    const closed = { until: '2021-06-30', citation: { clause: '（六）', quotation: '动态调整' } }
    const next = withValue(base, '/catalogue/41/closed', closed)
    expect(valueAt(next, '/catalogue/41/closed/until')).toBe('2021-06-30')
    expect(withValue(next, '/catalogue/41/closed', undefined)).toEqual(base)
    expect((withValue(base, '/cases/new', { id: 'new' }) as { cases: unknown[] }).cases).toHaveLength(3)
    expect((withValue(base, '/cases/R11-1-40h', undefined) as { cases: unknown[] }).cases).toHaveLength(1)
  })
})

describe('changes that are not saved yet', () => {
  it('are one change where something was added as a whole, and none once it is taken away again', () => {
    const added = changed({}, base, { '/cases/new': { id: 'new', says: '' } })
    const written = changed(added, base, { '/cases/new/says': '上满40课时' })
    expect(written).toEqual({ '/cases/new': { to: { id: 'new', says: '上满40课时' } } })
    expect(changed(written, base, { '/cases/new': undefined })).toEqual({})
  })

  it('go with the thing in which they were made', () => {
    const inside = changed({}, base, { [sum]: 60_000 })
    const gone = changed(inside, base, { '/document/rules/R11-1': undefined })
    expect(Object.keys(gone)).toEqual(['/document/rules/R11-1'])
    expect(valueAt(applied(base, gone), '/document/rules/R11-1')).toBeUndefined()
  })

  it('are none once the old value stands there again', () => {
    const once = changed({}, base, { [sum]: 60_000 })
    expect(once).toEqual({ [sum]: { from: 50_000, to: 60_000 } })
    expect(changed(once, base, { [sum]: 50_000 })).toEqual({})
  })

  it('lie on top of what somebody else saved, and say which places both changed', () => {
    const mine = changed({}, base, { [sum]: 60_000, '/transition/sentence': '我的话' })
    const theirs = withValue(base, sum, 70_000)
    expect(contested(theirs, mine)).toEqual([sum])
    expect(rebased(theirs, mine)[sum]).toEqual({ from: 70_000, to: 60_000 })
    expect(valueAt(applied(theirs, mine), sum)).toBe(60_000)
  })
})

describe.each<[FieldKind, string, unknown, string]>([
  [{ kind: 'fen' }, '600.50', 60_050, '600.50元'],
  [{ kind: 'number', unit: '%', per: 100, gap: 'null' }, '50', 5000, '50%'],
  [{ kind: 'number', unit: '次', gap: 'null' }, '', null, '不设'],
  [{ kind: 'date' }, '2021-06-18', '2021-06-18', '2021年6月18日'],
  [{ kind: 'date', gap: 'absent' }, '', undefined, '没有'],
])('a field of kind %j', (kind, text, value, words) => {
  it('reads and writes what people type', () => {
    expect(stored(kind, text)).toBe(value)
    expect(typed(kind, value)).toBe(text)
    expect(inWords(kind, value)).toBe(words)
    expect(mistakeIn(kind, value)).toBeNull()
  })
})

describe('what keeps a version from being saved', () => {
  const details = (working: unknown) =>
    problemsOf(working).map(({ pointer, detail }) => `${pointer} ${detail}`)

  it('is nothing in the version that came with the programme', () => {
    expect(details(base)).toEqual([])
    expect(allFields(base).length).toBeGreaterThan(150)
  })

  it.each([
    [sum, '六百', '金额写成 500 或 500.50 这样'],
    ['/document/rules/R11-1/conditions/R11-1-hours/value', '四十', '这里只填数字'],
    ['/document/effectiveUntil', '2021-06-31', '日期写成 2021-06-18 这样'],
    ['/document/rules/R11-1/amount/citation/quotation', '', '没有出处，不能写金额：请填条款和原文'],
    ['/document/ambiguities/A20/sentence', ' ', '请填写'],
  ])('is %s when it says %j', (pointer, value, detail) => {
    expect(details(withValue(base, pointer, value))).toContain(`${pointer} ${detail}`)
  })

  it('is a figure for which the text is not named', () => {
    expect(details(withValue(base, '/document/ambiguities/A20/settings/limits.perYear', 3))).toEqual([
      '/document/ambiguities/A20/citation 没有出处不能写数字：请填条款和原文',
    ])
  })

  it('is a sum that the annex prints otherwise, category by category and row by row', () => {
    const found = details(with600(base))
    expect(found).toContain(
      '/document/annex/categories/建筑/printedFen 附件印的金额和条款的金额不一样，两处要改成一样',
    )
  })

  it('is an end before the beginning', () => {
    expect(details(withValue(base, '/document/effectiveUntil', '2018-01-01'))).toEqual([
      '/document/effectiveUntil 结束的日子不能早于开始的日子',
    ])
  })
})

describe('where another sum stands than the rule promises', () => {
  it('is nowhere in the version that came with the programme', () => {
    for (const { id } of base.document.rules) expect(followUps(base, id)).toBeNull()
  })

  it('is in eight categories, 134 rows and one case, and nothing is wrong once they follow', () => {
    const found = followUps(with600(base), 'R11-1')
    expect(found).toMatchObject({ categories: 8, rows: 134, cases: 1 })
    const values = { [sum]: 60_000, ...found?.annexValues, ...found?.caseValues }
    const after = applied(base, changed({}, base, values))
    expect(problemsOf(after)).toEqual([])
    expect(valueAt(after, '/cases/R11-1-40h/expect/amount/fen')).toBe(60_000)
    expect(followUps(after, 'R11-1')).toBeNull()
  })
})

describe('what a reviewer reads', () => {
  const change = (pointer: string, label: string, before: string | null, after: string | null) => ({
    pointer,
    label,
    kind: 'changed' as const,
    before,
    after,
  })
  const rows = [1, 2, 41].map((seq) =>
    change(`/catalogue/${String(seq)}/amountYuan`, `目录 › ${String(seq)} › 印的金额（元）`, '500', '600'),
  )

  it('puts the same change of many rows into one line, and names the rows', () => {
    const [group] = changeGroups(base, rows)
    expect(group).toMatchObject({ title: '工种目录', count: 3 })
    expect(group?.lines).toEqual([
      {
        place: '印的金额（元）',
        places: ['1 土建施工员', '2 设备安装施工员', '41 钢筋工'],
        before: '500元',
        after: '600元',
        citation: null,
        unsaid: null,
      },
    ])
  })

  it('puts what decides about money first, each with the words it rests on', () => {
    const groups = changeGroups(base, [
      ...rows,
      change(sum, '政策 › 条款 › R11-1 › 金额 › 数额', '500元', '600元'),
    ])
    expect(groups.map((group) => group.title)).toEqual(['（十一）重点领域技能培训补贴', '工种目录'])
    expect(groups[0]?.lines[0]).toMatchObject({
      place: '金额：数额',
      citation: { clause: '（十一）', quotation: '按每人500元标准给予补贴' },
      unsaid: '600',
    })
  })

  it('leaves out the number of the version, which always differs', () => {
    expect(changeGroups(base, [change('/document/version', '政策 › 版本号', '1', '2')])).toEqual([])
  })

  it('reads a dated fact as its words', () => {
    const closed = '{"citation":{"clause":"（六）","quotation":"动态调整"},"until":"2021-06-30"}'
    const [group] = changeGroups(base, [change('/catalogue/41/closed', '目录 › 41 › 撤销', null, closed)])
    expect(group?.lines[0]).toMatchObject({ before: '没有', after: '（六），动态调整，2021-06-30' })
  })
})
