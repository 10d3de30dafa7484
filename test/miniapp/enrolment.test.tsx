import { act, render } from '@testing-library/react'
import * as v from 'valibot'
import { enrolmentListView } from '#shared/enrolments'
import EnrolmentPage from '../../miniapp/src/packages/claims/enrolment/index'
import { rebarClass } from '../support/rebar-class'
import { answer, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const id = 'e'.repeat(24)
const page = () => document.body.textContent ?? ''

async function arrive(noSubsidy: string | null): Promise<void> {
  const list = v.parse(enrolmentListView, {
    items: [
      {
        id,
        class: rebarClass({ startsOn: '2021-06-21', endsOn: '2021-06-25' }, noSubsidy),
        state: 'passed',
        stateText: '考试合格',
        onsiteHoursTenths: 400,
        onlineHoursTenths: 0,
        exam: { passed: true, examinedOn: '2021-06-25' },
        certificate: null,
        claim: null,
        noSubsidy,
        mayLeave: false,
        revision: 1,
      },
    ],
  })
  await signInAs('worker')
  phone.params = { id }
  answer({ ...status, 'GET /me/enrolments': () => ({ statusCode: 200, data: list }) })
  await act(async () => void render(<EnrolmentPage />))
}

describe('the page of a training', () => {
  it('names the sum and leads to the claim', async () => {
    await arrive(null)
    expect(page()).toContain('元')
    expect(page()).toContain('去申领补贴')
  })

  it('names no sum and promises no claim for what was booked without subsidy', async () => {
    await arrive('现在没有生效的补贴办法，报名也领不到钱')
    expect(page()).toContain('报名时您已确认：没有补贴')
    expect(page()).not.toMatch(/\d元/)
    expect(page()).not.toContain('去申领补贴')
  })
})
