import { act, fireEvent, render, screen } from '@testing-library/react'
import InvitePage from '../../miniapp/src/packages/staff-access/invite/index'
import JoinPage from '../../miniapp/src/packages/staff-access/join/index'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone, type Answer } from '../support/taro'

const ok = (data: unknown, statusCode = 200): Answer => ({ statusCode, data })
const page = () => document.body.textContent ?? ''
const tap = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const fill = (label: string, value: string) =>
  act(async () => void fireEvent.change(screen.getByLabelText(label), { target: { value } }))
const code = 'ABCDEFGHJKLMNPQR'
const until = '2021-06-25T08:00:00.000Z'
const qr = { size: 1, path: 'M0 0h1v1h-1z' }

describe('inviting somebody', () => {
  const arrive = async () => {
    await signInAs('admin')
    answer({
      ...status,
      'GET /staff-invitations/institutions': () => ok({ items: [{ id: 'b'.repeat(24), name: '演示·中心' }] }),
      'POST /staff-invitations': () => ok({ id: 'a'.repeat(24), code, qr, expiresAt: until }, 201),
    })
    await act(async () => void render(<InvitePage />))
  }

  it('asks for what is missing before anything is sent', async () => {
    await arrive()
    await tap('生成邀请码')
    expect(page()).toContain('请选岗位')
    expect(sentTo('/staff-invitations')).toBeUndefined()
  })

  it('asks which institution only for an institution’s person', async () => {
    await arrive()
    expect(page()).not.toContain('在哪家机构')
    await act(async () => void fireEvent.click(screen.getByText('培训机构')))
    await screen.findByText('演示·中心')
    await fill('怎么称呼', '演示·何老师')
    await tap('生成邀请码')
    expect(page()).toContain('请选这个人在哪家机构')
    await act(async () => void fireEvent.click(screen.getByText('住建部门')))
    await tap('生成邀请码')
    expect(sentTo('/staff-invitations')).toEqual({
      role: 'housing',
      institutionId: null,
      evaluationBodyId: null,
      county: null,
      displayName: '演示·何老师',
    })
  })

  it('shows the code in groups, and says that it is shown once', async () => {
    await arrive()
    await act(async () => void fireEvent.click(screen.getByText('住建部门')))
    await fill('怎么称呼', '演示·秦科员')
    await tap('生成邀请码')
    expect(page()).toContain('ABCD-EFGH-JKLM-NPQR')
    expect(page()).toContain('只显示这一次')
  })
})

describe('accepting an invitation', () => {
  const offer = {
    role: 'housing',
    institutionName: null,
    displayName: '演示·秦科员',
    invitedBy: null,
    expiresAt: until,
  }
  const arrive = async (lookUp: () => Answer) => {
    await signInAs('worker')
    answer({
      ...status,
      'POST /staff-invitations/look-up': lookUp,
      'POST /staff-invitations/acceptance': () => ok(null, 204),
      'GET /me': () => ok({ id: 'a'.repeat(24), displayName: '演示·秦科员', roles: ['housing'] }),
    })
    await act(async () => void render(<JoinPage />))
  }

  it('says at the field what is wrong with a code, and sends none that cannot be', async () => {
    await arrive(() => ok(offer))
    await fill('邀请码', 'ABCD')
    await tap('看看邀请')
    expect(page()).toContain('邀请码是16位字母和数字')
    expect(sentTo('/staff-invitations/look-up')).toBeUndefined()
  })

  it('shows the offer first; nothing is accepted by looking', async () => {
    await arrive(() => ok(offer))
    await fill('邀请码', 'abcd-efgh-jklm-npqr')
    await tap('看看邀请')
    expect(sentTo('/staff-invitations/look-up')).toEqual({ code })
    expect(page()).toContain('住建部门')
    expect(sentTo('/staff-invitations/acceptance')).toBeUndefined()
    await tap('接受，用这个微信上岗')
    expect(sentTo('/staff-invitations/acceptance')).toEqual({ code })
    expect(page()).toContain('现在就绑定动态验证器')
  })

  it('keeps the typed code when it opens nothing', async () => {
    const detail = '邀请码不对，或者已经用过、过期、收回了。请找邀请您的人重新发一个'
    await arrive(() => ok({ code: 'not_found', title: '没有找到', detail }, 404))
    await fill('邀请码', code)
    await tap('看看邀请')
    expect(page()).toContain(detail)
    expect(screen.getByLabelText('邀请码')).toHaveValue(code)
    expect(phone.opened).toEqual([])
  })
})
