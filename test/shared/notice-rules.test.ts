import {
  fillPlaces,
  isQuietAt,
  noticeRules,
  withoutPersonalData,
  type NoticeRule,
} from '#shared/notice-rules'
import { templateFieldProblems } from '../../server/wechat/template-fields'
import { inventedWorker } from '../support/people'

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

describe('what people typed', () => {
  const { name, residentIdNumber, mobileNumber, cardNumber } = inventedWorker(7)

  it.each([residentIdNumber, mobileNumber, cardNumber, cardNumber.replace(/(.{4})/g, '$1 ').trim()])(
    'loses the number %s',
    (number) => {
      const clean = withoutPersonalData(`证书上是${number}，和${name}对不上`, [name])
      expect(clean).toBe('证书上是（号码略），和您对不上')
    },
  )

  it('loses full-width digits and an identity number that ends in a small x', () => {
    expect(withoutPersonalData('号码１４０１１１１２００７错', [])).toBe('号码（号码略）错')
    expect(withoutPersonalData('身份证99999919850517001x不清楚', [])).toBe('身份证（号码略）不清楚')
  })

  it('keeps what is no number of a person', () => {
    const text = '2021年6月18日的照片看不清，缺40课时，最高1000元'
    expect(withoutPersonalData(text, [''])).toBe(text)
  })
})

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
