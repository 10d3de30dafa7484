import type { NoticeRule } from '#shared/notice-rule'
import { fillPlaces, noticeRules } from '#shared/notice-rules'
import { isQuietAt } from '#shared/notice-settings'
import { templateFieldProblems } from '../../server/wechat/template-fields'

const rules = Object.entries<NoticeRule>(noticeRules)
/** Real places are long, for the length limits; they are filled with what an unlucky day brings. */
const longest: Record<string, string> = {
  amount: '最高24000元',
  today: '2021年12月31日',
  lastDay: '2021年12月31日',
  day: '2021年12月31日',
}

describe('the words of a message', () => {
  it.each(rules)('%s say something in plain words, without an address or a technical term', (_kind, rule) => {
    expect(rule.title.length).toBeLessThanOrEqual(14)
    expect(rule.body).not.toMatch(/系统|参数|非法|管理员|http/)
  })

  it.each(rules.filter(([, rule]) => rule.wechat))('%s fit the fields of their template', (_kind, rule) => {
    const { fields = {} } = rule.wechat ?? {}
    const types = { payout: payoutKeys, progress: progressKeys }[rule.wechat?.template ?? 'payout']
    const data = Object.fromEntries(
      Object.entries<string>(fields).map(([meaning, text]) => [
        meaning,
        fillPlaces(text, { ...longest, amount: '24000元' }),
      ]),
    )
    expect(templateFieldProblems({ id: 'any', keys: types }, data)).toEqual([])
  })

  it.each(rules)(
    '%s put no account, name or number of a person on the lock screen or into an SMS',
    (_kind, rule) => {
      const outside = [...Object.values<string>(rule.wechat?.fields ?? {}), ...(rule.sms?.values ?? [])]
      const places = outside.flatMap((text) => text.match(/\{\w+\}/g) ?? [])
      expect(
        places.filter((place) => !['{amount}', '{today}', '{lastDay}', '{day}'].includes(place)),
      ).toEqual([])
    },
  )

  it('stop with an error rather than with a hole when a value is missing', () => {
    expect(() => fillPlaces('核定{amount}', {})).toThrow('amount')
  })
})

const payoutKeys = { purpose: 'thing', amount: 'amount', date: 'date', note: 'thing' } as const
const progressKeys = { subject: 'thing', result: 'phrase', date: 'date', note: 'thing' } as const

describe('quiet hours', () => {
  it.each([
    ['20:59', false],
    ['21:00', true],
    ['23:59', true],
    ['00:00', true],
    ['07:59', true],
    ['08:00', false],
    ['12:00', false],
  ])('%s: %s', (time, isQuiet) => {
    expect(isQuietAt(time)).toBe(isQuiet)
  })
})
