import { act, fireEvent, render, screen } from '@testing-library/react'
import * as v from 'valibot'
import { certificateCheckView, walletView } from '#shared/certificates'
import { resultImportView } from '#shared/class-results'
import CheckPage from '../../miniapp/src/packages/certificates/check/index'
import WalletPage from '../../miniapp/src/packages/certificates/wallet/index'
import ResultsPage from '../../miniapp/src/packages/institution/results/index'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone, resetPhone } from '../support/taro'

const id = 'b'.repeat(24)
const at = '2021-06-18T02:00:00.000Z'
const ok = (data: unknown, statusCode = 200) => ({ statusCode, data })
const page = () => document.body.textContent
async function tap(text: string): Promise<void> {
  const found = await screen.findByText(text)
  await act(async () => {
    fireEvent.click(found)
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
}
beforeEach(resetPhone)

const held = {
  ...{
    id,
    kind: 'special_operations',
    title: '建筑施工特种作业人员证',
    trade: '塔式起重机司机',
    number: 'SU-1',
  },
  ...{ issuer: null, issuedOn: null, expiresOn: '2021-07-09', source: 'own', standing: 'verified' },
  ...{
    standingText: '2021年6月18日在全国联网查询里核实',
    validity: 'valid',
    validityText: '有效',
    daysLeft: 21,
  },
  ...{ checkedOn: '2021-06-18', mayLookUp: true, mayRemove: true },
}
const wallet = v.parse(walletView, { items: [held], today: '2021-06-18' })

describe('the wallet', () => {
  it('says whether a certificate is good and for how long, and shows a code for the gate', async () => {
    await signInAs('worker')
    const drawing = { size: 29, path: 'M0 0h1v1h-1z' }
    answer({
      ...status,
      'GET /me/certificates': () => ok(wallet),
      [`GET /me/certificates/${id}/gate-code?page=${encodeURIComponent('http://localhost/#/packages/certificates/check/index')}`]:
        () => ok({ token: 't', drawing, expiresAt: '2100-01-01T00:00:00.000Z' }),
    })
    await act(async () => void render(<WalletPage />))
    expect(page()).toContain('还有21天')
    await tap('给门卫扫')
    expect(screen.getByLabelText(`${held.title}的码，给门卫扫`)).toBeTruthy()
  })
})

describe('the check at a gate', () => {
  const check = {
    ...{ nameMasked: '王**', title: held.title, trade: held.trade, issuer: null, validity: 'expired' },
    ...{ validityText: '过期了', expiresOn: '2021-06-17', daysLeft: -1, groundText: '核实', checkedAt: at },
  }

  it('needs nobody to be signed in, and says in one word whether it is good', async () => {
    phone.params = { token: 'token' }
    answer({
      ...status,
      'GET /public/certificate-checks/token': () => ok(v.parse(certificateCheckView, check)),
    })
    await act(async () => void render(<CheckPage />))
    expect(page()).toContain('过期了')
    expect(page()).toContain('过了1天')
    expect(phone.sent.every(({ header }) => header['Authorization'] === undefined)).toBe(true)
  })

  it('asks for a new code where this one is over', async () => {
    phone.params = { token: 'token' }
    const detail = '这个码过期了，请他在手机上打开证书，再扫新的码'
    const refusal = {
      type: 'about:blank',
      title: '没有找到',
      status: 404,
      detail,
      instance: 'x',
      code: 'not_found',
    }
    answer({ ...status, 'GET /public/certificate-checks/token': () => ok(refusal, 404) })
    await act(async () => void render(<CheckPage />))
    expect(page()).toContain(detail)
  })
})

describe('a sheet of results', () => {
  const row = { line: 2, name: '王小四', whoMasked: '王*四', standing: 'new', replacing: [], problems: [] }
  const bad = { field: 'name', code: 'not_on_roster', detail: '名单里没有“某某人”，请核对姓名' }
  const found = v.parse(resultImportView, {
    ...{
      id,
      total: 2,
      ready: 1,
      same: 0,
      faulty: 1,
      unmentioned: 3,
      digest: 'digest',
      aside: [],
      entered: null,
    },
    rows: [
      { ...row, entering: ['2021年6月18日考试合格'] },
      { ...row, line: 3, name: '某某人', whoMasked: null, standing: 'faulty', entering: [], problems: [bad] },
    ],
  })

  it('shows what is wrong with which row first, and enters what was shown', async () => {
    await signInAs('institution')
    phone.params = { id }
    const place = `/classes/${id}`
    answer({
      ...status,
      [`POST ${place}/result-texts`]: () => ok(found, 201),
      [`GET ${place}/result-imports/${id}`]: () => ok(found),
      [`POST ${place}/result-imports/${id}/acceptance`]: () => ok({ ...found, rows: [], entered: 1 }),
    })
    await act(async () => void render(<ResultsPage />))
    const field = screen.getByLabelText('从表格里复制，粘贴到这里')
    await act(async () => void fireEvent.change(field, { target: { value: '姓名\t成绩' } }))
    await tap('看一看')
    const text = page() ?? ''
    expect(text.indexOf('某某人')).toBeLessThan(text.indexOf('王小四'))
    expect(text).toContain(bad.detail)
    expect(JSON.stringify([...phone.storage])).not.toContain('姓名')
    await tap('登记这1行')
    expect(sentTo(`${place}/result-imports/${id}/acceptance`)).toEqual({ digest: 'digest' })
    expect(page()).toContain('登记好了1行')
  })
})
