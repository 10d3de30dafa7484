import { act, fireEvent, render, screen } from '@testing-library/react'
import Taro from '@tarojs/taro'
import * as v from 'valibot'
import { classDetailView } from '#shared/classes'
import TrainingClassPage from '../../miniapp/src/pages/training-class/index'
import { lesson, rebarClass } from '../support/rebar-class'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const classId = 'd'.repeat(24)
const enrolments = `/classes/${classId}/enrolments`
const noRules = '现在没有生效的补贴办法，报名也领不到钱'
const page = () => document.body.textContent ?? ''
const tap = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))

function trainingClass(noSubsidy: string | null) {
  const days = { startsOn: '2021-06-21', endsOn: '2021-06-25' }
  return v.parse(classDetailView, { ...rebarClass(days, noSubsidy), lessons: [lesson('L1', '2021-06-21')] })
}

/** The page of a class; `seen` is what it says of the subsidy at each reading, the last one from then on. */
async function arrive(...seen: (string | null)[]): Promise<void> {
  await signInAs('worker')
  phone.params = { id: classId }
  answer({
    ...status,
    [`GET /classes/${classId}`]: () => ({
      statusCode: 200,
      data: trainingClass((seen.length > 1 ? seen.shift() : seen[0]) ?? null),
    }),
    [`POST ${enrolments}`]: ({ data }) =>
      data === JSON.stringify({ acceptsNoSubsidy: true }) || seen[0] === null
        ? { statusCode: 201, data: { id: 'f'.repeat(24) } }
        : { statusCode: 409, data: { code: 'no_subsidy', title: '现在报名领不到补贴', detail: noRules } },
  })
  await act(async () => void render(<TrainingClassPage />))
}

describe('booking a class', () => {
  afterEach(() => jest.restoreAllMocks())

  it('asks nothing where the rules decide', async () => {
    const asked = jest.spyOn(Taro, 'showModal')
    await arrive(null)
    await tap('报名，不收费')
    expect(asked).not.toHaveBeenCalled()
    expect(sentTo(enrolments)).toEqual({})
    expect(phone.opened.at(-1)).toContain(`id=${'f'.repeat(24)}`)
  })

  it('says before the booking that nothing will be paid, and books for who wants to learn all the same', async () => {
    const asked = jest.spyOn(Taro, 'showModal')
    await arrive(noRules)
    expect(page()).toContain(noRules)
    await tap('报名，不收费')
    expect(asked.mock.calls[0]?.[0]?.content).toBe(noRules)
    expect(sentTo(enrolments)).toEqual({ acceptsNoSubsidy: true })
  })

  it('takes no seat for who would rather not', async () => {
    jest.spyOn(Taro, 'showModal').mockResolvedValue({ confirm: false, cancel: true, errMsg: '' })
    await arrive(noRules)
    await tap('报名，不收费')
    expect(phone.sent.some(({ url }) => url.endsWith(enrolments))).toBe(false)
  })

  it('says so after the tap where the rules ended while the page was open', async () => {
    await arrive(null, noRules)
    await tap('报名，不收费')
    expect(page()).toContain('这个班现在没有补贴')
    expect(phone.opened).toEqual([])
  })
})

describe('a full class', () => {
  const lines = `/classes/${classId}/waiting-places`
  const placeId = 'b'.repeat(24)
  const full = (waiting: { id: string; ahead: number } | null) => {
    const found = trainingClass(null)
    return {
      ...found,
      seatsLeft: 0,
      enrolment: { ...found.enrolment, open: false, reason: '名额满了', mayWait: waiting === null, waiting },
    }
  }
  const arriveAtFull = async () => {
    await signInAs('worker')
    phone.params = { id: classId }
    let waiting: { id: string; ahead: number } | null = null
    answer({
      ...status,
      [`GET /classes/${classId}`]: () => ({ statusCode: 200, data: full(waiting) }),
      [`POST ${lines}`]: () => {
        waiting = { id: placeId, ahead: 2 }
        return { statusCode: 201, data: {} }
      },
      [`DELETE /me/waiting-places/${placeId}`]: () => {
        waiting = null
        return { statusCode: 200, data: { items: [] } }
      },
    })
    await act(async () => void render(<TrainingClassPage />))
  }
  afterEach(() => jest.restoreAllMocks())

  it('has a line: one tap to stand in it, and how many are in front', async () => {
    await arriveAtFull()
    await tap('排队候补')
    expect(sentTo(lines)).toEqual({})
    expect(page()).toContain('您在排队，前面还有2人')
  })

  it('is given up only after a question', async () => {
    const asked = jest.spyOn(Taro, 'showModal')
    asked.mockResolvedValueOnce({ confirm: false, cancel: true, errMsg: '' })
    await arriveAtFull()
    await tap('排队候补')
    await tap('不排了')
    expect(page()).toContain('您在排队')
    await tap('不排了')
    expect(asked).toHaveBeenCalledTimes(2)
    expect(page()).not.toContain('您在排队')
  })
})
