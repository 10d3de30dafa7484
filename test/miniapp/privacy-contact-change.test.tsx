import { act, fireEvent, render, screen } from '@testing-library/react'
import type { AccountMoveView } from '#shared/account-move'
import type { ContactChangeView } from '#shared/contact-change'
import ContactChangePage from '../../miniapp/src/packages/my-data/contact/index'
import AccountMovePage from '../../miniapp/src/packages/my-data/move/index'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone, type Answer } from '../support/taro'

const ok = (data: unknown, statusCode = 200): Answer => ({ statusCode, data })
const page = () => document.body.textContent ?? ''
const tap = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const fill = (label: string, value: string) =>
  act(async () => void fireEvent.change(screen.getByLabelText(label), { target: { value } }))
const proof = { name: '李新来', identityNumber: '99999919880802203X' }
const [askedAt, dueAt] = ['2026-11-23T02:00:00.000Z', '2026-11-26T02:00:00.000Z']
/** Everything that this page has written to the phone. */
const written = () => JSON.stringify([...phone.storage.entries()])

async function fillProof(): Promise<void> {
  await fill('姓名', proof.name)
  await fill('证件号码', proof.identityNumber)
}

describe('换手机号', () => {
  const still: ContactChangeView = { mobileMasked: '140******02', waitingDays: 3, waiting: null }
  const waiting = { ...still, waiting: { mobileMasked: '140******66', askedAt, dueAt } }
  const arrive = async (change: ContactChangeView) => {
    await signInAs('worker')
    answer({
      ...status,
      'GET /me/contact-change': () => ok(change),
      'POST /me/contact-change': () => ok(waiting, 201),
      'DELETE /me/contact-change': () => ok(still),
    })
    await act(async () => void render(<ContactChangePage />))
  }

  it('asks who one is and for the new number, and says when it counts', async () => {
    await arrive(still)
    await fillProof()
    await fill('新手机号', '140 5555 6666')
    await tap('换手机号')
    expect(sentTo('/me/contact-change')).toEqual({ ...proof, mobileNumber: '14055556666' })
    expect(page()).toContain('换成140******66')
    expect(page()).toContain('收款卡不能换')
  })

  it('keeps none of it on the phone', async () => {
    await arrive(still)
    await fillProof()
    await fill('新手机号', '14055556666')
    for (const secret of [...Object.values(proof), '14055556666']) expect(written()).not.toContain(secret)
  })

  it('sends nothing while something is missing', async () => {
    await arrive(still)
    await fillProof()
    await fill('新手机号', '')
    await tap('换手机号')
    expect(sentTo('/me/contact-change')).toBeUndefined()
    expect(page()).toContain('请填手机号')
  })

  it('is stopped with one tap', async () => {
    await arrive(waiting)
    await tap('不换了')
    expect(page()).not.toContain('140******66')
    expect(screen.getByLabelText('新手机号')).toBeInTheDocument()
  })

  it('leads who has no identity on file to where the first number is filled in', async () => {
    await arrive({ ...still, mobileMasked: null })
    expect(page()).toContain('去填身份信息')
  })
})

describe('换了微信', () => {
  const still: AccountMoveView = { waitingDays: 3, waiting: null }
  const waitingAt = (side: 'old_account' | 'new_account'): AccountMoveView => ({
    ...still,
    waiting: { side, askedAt, dueAt },
  })
  const arrive = async (move: AccountMoveView) => {
    await signInAs('worker')
    answer({
      ...status,
      'GET /me/account-moves/current': () => ok(move),
      'POST /me/account-moves/codes': () => ok({ minutes: 10 }, 201),
      'POST /me/account-moves': () => ok(waitingAt('new_account'), 201),
      'DELETE /me/account-moves/current': () => ok(still),
    })
    await act(async () => void render(<AccountMovePage />))
  }

  it('takes name and number, then the code, and says when the account is here', async () => {
    await arrive(still)
    await fillProof()
    await tap('发验证码')
    expect(sentTo('/me/account-moves/codes')).toEqual(proof)
    await fill('验证码', '012345')
    await tap('换到这个微信')
    expect(sentTo('/me/account-moves')).toEqual({ ...proof, code: '012345' })
    expect(page()).toContain('换到这个微信')
    expect(page()).toContain('培训、申领、收款卡都在')
    for (const secret of Object.values(proof)) expect(written()).not.toContain(secret)
  })

  it('shows the old account who it was not, and how to stop it', async () => {
    await arrive(waitingAt('old_account'))
    expect(page()).toContain('换到另一个微信')
    await tap('不是我，取消')
    expect(page()).not.toContain('换到另一个微信')
  })
})
