import { accountMoveBody, accountMoveRuleOn } from '#shared/account-move'
import { contactChangeWaitingDays } from '#shared/contact-change'
import * as v from 'valibot'

describe('the waiting time of another number and of another WeChat', () => {
  it.each(['2026-11-23', '2030-01-01'])('is three days on %s', (day) => {
    expect(contactChangeWaitingDays(day)).toBe(3)
    expect(accountMoveRuleOn(day)).toMatchObject({ waitingDays: 3, deskOnlyDays: 30 })
  })

  it('is that of the first row before any row begins: nobody goes without', () => {
    expect(contactChangeWaitingDays('2026-11-22')).toBe(3)
    expect(accountMoveRuleOn('2026-11-22').waitingDays).toBe(3)
  })
})

describe('a code that came by SMS', () => {
  const { code } = accountMoveBody.entries

  it.each(['012345', ' 012 345 ', '０１２３４５'])('is read as people type it: %s', (typed) => {
    expect(v.parse(code, typed)).toBe('012345')
  })

  it.each(['', '12345', '1234567', '12345a'])('is not %j', (typed) => {
    expect(v.safeParse(code, typed).success).toBe(false)
  })
})
