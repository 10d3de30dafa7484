import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import * as v from 'valibot'
import { institutionClassView, type InstitutionClassView, type RosterEntryView } from '#shared/classes'
import InstitutionClassPage from '../../miniapp/src/packages/institution/training-class/index'
import { lesson, rebarClass } from '../support/rebar-class'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const classId = 'd'.repeat(24)
const [first, second, third] = ['1', '2', '3'].map((digit) => digit.repeat(24)) as [string, string, string]
const attendance = `/institution/classes/${classId}/lessons/L1/attendance`

function person(
  enrolmentId: string,
  nameMasked: string,
  changes: Partial<RosterEntryView> = {},
): RosterEntryView {
  return {
    enrolmentId,
    nameMasked,
    residentIdMasked: '9****************1',
    joinedLate: false,
    state: 'enrolled',
    stateText: '已报名',
    onsiteHoursTenths: 0,
    onlineHoursTenths: 0,
    attendance: {},
    exam: null,
    certificate: null,
    locked: false,
    revision: 0,
    ...changes,
  }
}

function classWith(roster: RosterEntryView[]): InstitutionClassView {
  return v.parse(institutionClassView, {
    ...rebarClass({ startsOn: '2021-06-17', endsOn: '2021-06-19' }),
    onsiteHoursTenths: 160,
    lessons: [lesson('L1', '2021-06-18'), lesson('L2', '2021-06-19')],
    wantedCertificate: null,
    today: '2021-06-18',
    examiner: null,
    roster,
  })
}

async function openClass(roster: RosterEntryView[]): Promise<void> {
  phone.params = { id: classId }
  const found = classWith(roster)
  answer({
    ...status,
    [`GET /institution/classes/${classId}`]: () => ({ statusCode: 200, data: found }),
    [`PUT ${attendance}`]: () => ({ statusCode: 200, data: found }),
    [`PUT /enrolments/${first}/exam-result`]: () => ({ statusCode: 200, data: person(first, '王*四') }),
  })
  await act(async () => void render(<InstitutionClassPage />))
}

const box = (name: string | RegExp) => screen.getByRole('checkbox', { name })
const tap = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))

describe('calling the roll of a lesson', () => {
  beforeEach(() => signInAs('institution'))

  it('credits full hours by default, part of them on request, and touches nobody whose claim is in review', async () => {
    await openClass([person(first, '王*四'), person(second, '李*来'), person(third, '赵*', { locked: true })])
    fireEvent.click(box('全选'))
    await tap('改李*来的课时')
    await tap('李*来少记0.5课时')
    await tap('保存2人的课时')
    expect(sentTo(attendance)).toEqual({
      entries: [
        { enrolmentId: first, hoursTenths: 80 },
        { enrolmentId: second, hoursTenths: 75 },
      ],
    })
  })

  it('sends only what differs from the record, and 0 for somebody who was not there after all', async () => {
    await openClass([
      person(first, '王*四', { attendance: { L1: 80 } }),
      person(second, '李*来', { attendance: { L1: 80 } }),
    ])
    fireEvent.click(box(/^李\*来/))
    await tap('保存1人的课时')
    expect(sentTo(attendance)).toEqual({ entries: [{ enrolmentId: second, hoursTenths: 0 }] })
  })

  it('keeps unsaved marks when one goes back by accident', async () => {
    await openClass([person(first, '王*四'), person(second, '李*来')])
    fireEvent.click(box(/^王\*四/))
    cleanup()
    await openClass([person(first, '王*四'), person(second, '李*来')])
    expect(box('王*四，8课时')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '保存1人的课时' })).toBeInTheDocument()
  })

  it('marks nobody in a lesson that has not been held', async () => {
    await openClass([person(first, '王*四')])
    fireEvent.click(screen.getByRole('radio', { name: /^第2节/ }))
    expect(screen.getAllByText('还没上').length).toBeGreaterThan(1)
    fireEvent.click(box(/^王\*四/))
    expect(box('王*四，还没登记')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /保存/ })).toBeNull()
  })

  it('records an exam result with the day of the exam', async () => {
    await openClass([person(first, '王*四')])
    fireEvent.click(screen.getByRole('tab', { name: '考试' }))
    await act(async () => void fireEvent.click(screen.getByRole('radio', { name: '合格' })))
    expect(sentTo(`/enrolments/${first}/exam-result`)).toEqual({ passed: true, examinedOn: '2021-06-18' })
  })
})
