import { fireEvent, render, screen } from '@testing-library/react'
import DeletionPage from '../../miniapp/src/packages/my-data/deletion/index'
import MyDataPage from '../../miniapp/src/packages/my-data/all/index'
import { answer, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const ok = (data: unknown) => ({ statusCode: 200, data })
const section = (value: string) => ({
  ...{ title: '发给您的消息', purpose: '有进展告诉您', seenBy: '只有您' },
  facts: [{ label: '一共', value }],
})
const standing = {
  ...{ dueAt: null, waitingDays: 7, blockers: [], losses: [] },
  kept: [{ what: '已经到账的补贴', how: '卡号只留后四位', law: '《会计档案管理办法》', until: '2051-12-31' }],
}

describe('我的资料', () => {
  it('shows what is stored, what for and who sees it', async () => {
    await signInAs('finance')
    answer({ ...status, 'GET /me/data': () => ok({ sections: [section('3条')] }) })
    render(<MyDataPage />)
    expect(await screen.findByText('发给您的消息')).toBeInTheDocument()
    expect(screen.getByText('有进展告诉您')).toBeInTheDocument()
    expect(screen.getByText('3条')).toBeInTheDocument()
  })

  it('shows the copy in full after asking for it, with a warning', async () => {
    await signInAs('finance')
    answer({
      ...status,
      'GET /me/data': () => ok({ sections: [] }),
      'POST /me/data-copies': () => ok({ madeAt: '2021-06-18T01:00:00.000Z', sections: [section('到账了')] }),
    })
    render(<MyDataPage />)
    fireEvent.click(await screen.findByText('看完整的'))
    expect(await screen.findByText('到账了')).toBeInTheDocument()
    expect(screen.getByText('下面是没打星号的，别让旁人看到')).toBeInTheDocument()
  })

  it('offers to try again without a network', async () => {
    await signInAs('finance')
    phone.respond = () => {
      throw Object.assign(new Error('cut'), { errMsg: 'request:fail' })
    }
    render(<MyDataPage />)
    expect(await screen.findByText('再试一次', undefined, { timeout: 4_000 })).toBeInTheDocument()
  })
})

describe('注销账号', () => {
  it('says what the law keeps and until when, and cannot be asked for while something is under way', async () => {
    await signInAs('finance')
    const blockers = [{ reason: '申领1还在办', whatToDo: '等到账再注销' }]
    answer({ ...status, 'GET /me/deletion': () => ok({ ...standing, blockers }) })
    render(<DeletionPage />)
    expect(await screen.findByText('申领1还在办')).toBeInTheDocument()
    expect(screen.getByText(/留到2051年12月31日/)).toBeInTheDocument()
    fireEvent.click(screen.getByText('注销账号', { selector: '.button *' }))
    expect(screen.queryByText('不注销了')).toBeNull()
  })

  it('can be taken back while it waits', async () => {
    await signInAs('finance')
    answer({
      ...status,
      'GET /me/deletion': () => ok({ ...standing, dueAt: '2021-06-25T01:30:00.000Z' }),
      'DELETE /me/deletion': () => ok(standing),
    })
    render(<DeletionPage />)
    expect(await screen.findByText('6月25日（周五）09:30注销')).toBeInTheDocument()
    fireEvent.click(screen.getByText('不注销了'))
    expect(await screen.findByText('注销账号', { selector: '.button *' })).toBeInTheDocument()
  })
})
