import { act, fireEvent, render, screen } from '@testing-library/react'
import JoinPage from '../../miniapp/src/packages/crew/join/index'
import PastePage from '../../miniapp/src/packages/crew/paste/index'
import PlacesPage from '../../miniapp/src/packages/crew/places/index'
import { updateMe, signedInAs } from '../../miniapp/src/api/session'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone, type Answer } from '../support/taro'

const ok = (data: unknown, statusCode = 200): Answer => ({ statusCode, data })
const page = () => document.body.textContent ?? ''
const tap = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const token = 'A'.repeat(22)
const id = 'c'.repeat(24)
const offer = { name: '钢筋一班', siteName: '东海三期', employerName: '演示建设公司', foremanMasked: '王*四' }
const place = { id, ...offer, state: 'unconfirmed', stateText: '等您确认', confirmUntil: null }

/** A worker is signed in; with who they are on file unless told otherwise. */
async function signInAsWorker(hasIdentity = true): Promise<void> {
  await signInAs('worker')
  const me = signedInAs()
  if (!me) throw new Error('Nobody is signed in')
  const identity = {
    nameMasked: '李*来',
    residentIdMasked: '9****************X',
    mobileMasked: '140******02',
  }
  if (hasIdentity) updateMe({ ...me, identity })
}

describe('a foreman’s code', () => {
  it('shows whose crew it is and what they will see, and asks to join by one tap', async () => {
    await signInAsWorker()
    phone.params = { scene: `j%3D${token}` }
    answer({
      ...status,
      [`GET /crew-invitations/${token}`]: () => ok(offer),
      'POST /crew-joins': () => ok({ ...place, state: 'asked', stateText: '等班组长同意' }, 201),
    })
    await act(async () => void render(<JoinPage />))
    expect(page()).toContain('王*四')
    expect(page()).toContain('他看不到您的收款卡和补贴')
    await tap('加入“钢筋一班”')
    expect(sentTo('/crew-joins')).toEqual({ token })
    expect(page()).toContain('等班组长同意')
  })

  it('is asked for again when it is mutilated, and nothing is sent', async () => {
    await signInAsWorker()
    phone.params = { scene: 'j%3Dabc' }
    answer(status)
    await act(async () => void render(<JoinPage />))
    expect(page()).toContain('邀请码不完整')
  })

  it('lets somebody fill in who they are before they can join', async () => {
    await signInAsWorker(false)
    phone.params = { scene: `j%3D${token}` }
    answer({ ...status, [`GET /crew-invitations/${token}`]: () => ok(offer) })
    await act(async () => void render(<JoinPage />))
    await tap('去填身份信息')
    expect(phone.opened.at(-1)).toContain('/packages/claims/identity/index')
  })
})

describe('a row on a roster', () => {
  it('explains to its person why it cannot be confirmed', async () => {
    await signInAsWorker()
    const detail = '名单上的姓名和您登记的不一样。请班组长照证件改好，您再确认'
    const refusal = { type: 'about:blank', title: '现在不能这样做', status: 409, detail, instance: 'x' }
    answer({
      ...status,
      'GET /me/crew-places': () => ok({ items: [place] }),
      'GET /me/apprenticeships': () => ok({ items: [] }),
      [`POST /me/crew-places/${id}/confirmation`]: () => ok({ ...refusal, code: 'not_in_this_state' }, 409),
    })
    await act(async () => void render(<PlacesPage />))
    await tap('是我，确认加入')
    expect(page()).toContain(detail)
  })
})

describe('my place among apprentices', () => {
  const agreed = {
    ...{
      kindText: '新型学徒制',
      enterpriseName: '演示建工',
      partnerName: '演示技工学校',
      tradeName: '砌筑工',
    },
    ...{
      levelText: '高级工（三级）',
      startsOn: '2021-06-01',
      years: 1,
      stageTitle: '开班',
      state: 'planned',
    },
    ...{
      stateText: '还没提交',
      agreementNumber: '演示2021-1',
      confirmUntil: null,
      leftOn: null,
      records: [],
    },
  }
  const stage = {
    ...{ stage: 0, title: '开班', lastDay: null, state: 'planned', stateText: '还没提交', acceptedOn: null },
    evidence: [{ item: 'agreement', name: '学徒培养协议', asks: '', given: null }],
  }

  it('is mine to confirm, and says what the enterprise has not given yet', async () => {
    await signInAsWorker()
    let said = 'waiting'
    answer({
      ...status,
      'GET /me/crew-places': () => ok({ items: [] }),
      'GET /me/apprenticeships': () =>
        ok({ items: [{ id, ...agreed, apprenticeState: said, apprenticeStateText: '', stages: [stage] }] }),
      [`POST /me/apprenticeships/${id}/answer`]: () => {
        said = 'confirmed'
        return ok({ items: [] })
      },
    })
    await act(async () => void render(<PlacesPage />))
    expect(page()).toContain('演示建工')
    await tap('是我，确认加入')
    expect(page()).toContain('单位还没给：学徒培养协议')
    expect(sentTo(`/me/apprenticeships/${id}/answer`)).toEqual({ answer: 'confirm' })
  })
})

describe('a roster out of a file', () => {
  const view = { id, total: 250, faulty: 1, done: 100, added: 100 }

  it('goes on where the phone was switched off, and keeps the import’s number alone', async () => {
    await signInAsWorker()
    phone.params = { id }
    phone.storage.set(`jbt:crew-import:${id}`, JSON.stringify(id))
    let done = 100
    answer({
      ...status,
      [`GET /crews/${id}/imports/${id}`]: () => ok({ ...view, done, added: done }),
      [`POST /crews/${id}/imports/${id}/steps`]: () => {
        done = Math.min(done + 100, 250)
        return ok({ ...view, done, added: done })
      },
    })
    await act(async () => void render(<PastePage />))
    expect(page()).toContain('100人，共250人')
    await tap('接着加')
    expect(page()).toContain('新加了250人')
    expect(phone.storage.has(`jbt:crew-import:${id}`)).toBe(false)
  })

  it('keeps what was pasted off the phone’s storage', async () => {
    await signInAsWorker()
    phone.params = { id }
    answer(status)
    await act(async () => void render(<PastePage />))
    const field = screen.getByLabelText('把名单粘贴到这里')
    await act(async () => void fireEvent.change(field, { target: { value: '张三 99999919880802203X' } }))
    expect(JSON.stringify([...phone.storage.values()])).not.toContain('99999919880802203X')
  })
})
