import { act, fireEvent, render, screen } from '@testing-library/react'
import type { OnlineLessonView } from '#shared/online-lesson'
import OnlineLessonPage from '../../miniapp/src/packages/attendance/online/index'
import { answer, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const classId = 'c'.repeat(24)
const path = `/me/classes/${classId}/lessons/L5`
const ok = (data: unknown) => ({ statusCode: 200, data })
const page = () => document.body.textContent ?? ''
const view = (change: Partial<OnlineLessonView>): OnlineLessonView => ({
  ...{
    classId,
    lessonId: 'L5',
    classTitle: '钢筋工培训班',
    topic: '安全常识',
    hoursTenths: 80,
    countedTenths: 0,
  },
  ...{ rawSeconds: 0, countedSeconds: 0, pendingSeconds: 0, totalSeconds: 3600, missedChecks: 0 },
  ...{ check: null, isDone: false, ...change },
})
const check = { wanted: 7, choices: [1, 7, 4], until: '2021-06-18T01:01:00.000Z' }

async function arrive(beat: () => { statusCode: number; data: unknown }) {
  await signInAs('worker')
  phone.params = { classId, lessonId: 'L5' }
  answer({
    ...status,
    [`POST ${path}/sitting`]: () => ok(view({})),
    [`POST ${path}/heartbeats`]: beat,
    [`POST ${path}/attention`]: ({ data }) =>
      ok(JSON.parse(data ?? '').tapped === 7 ? view({ countedSeconds: 330 }) : view({ missedChecks: 1 })),
  })
  await act(async () => void render(<OnlineLessonPage />))
}

describe('an online lesson on the phone', () => {
  it('begins by itself, asks whether somebody is there, and says what counts', async () => {
    await arrive(() => ok(view({ rawSeconds: 330, pendingSeconds: 330, check })))
    expect(page()).toContain('请点数字 7')
    expect(page()).toContain('5分钟，点对数字就算')
    await act(async () => void fireEvent.click(screen.getByRole('radio', { name: '7' })))
    expect(page()).toContain('5分钟，0课时（一共8课时）')
    expect(page()).not.toContain('请点数字')
  })

  it('stops where the same person learns elsewhere, and goes on at a tap', async () => {
    const problem = { code: 'learning_elsewhere', title: '您在别处学着', detail: '这里的计时停了' }
    await arrive(() => ({ statusCode: 409, data: problem }))
    expect(page()).toContain('这里的计时停了')
    expect(screen.getByRole('button', { name: '接着学' })).toBeInTheDocument()
  })
})
