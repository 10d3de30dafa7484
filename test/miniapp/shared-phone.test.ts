import { refreshMe, signIn, signOut, signedInAs } from '../../miniapp/src/api/session'
import { keep, keepUnwritten, readKept, readUnwritten } from '../../miniapp/src/platform/storage'
import { phone } from '../support/taro'

const place = 'draft:account'

/** A server where a code signs in the person of the same name, and `/me` answers with this status. */
function serverWhere({ meStatus = 200 } = {}): void {
  let who = ''
  phone.respond = ({ url, data }) => {
    const body = JSON.parse(data ?? '{}') as { personKey?: string; code?: string }
    if (url.endsWith('/demo/login-codes')) {
      if (body.personKey === who) return refusal
      return { statusCode: 200, data: { code: body.personKey } }
    }
    if (url.endsWith('/sessions')) {
      who = body.code ?? ''
      return { statusCode: 200, data: { token: `token-${who}`, me: { id: who, roles: ['worker'] } } }
    }
    return meStatus === 200 ? { statusCode: 204, data: null } : refusal
  }
}
const refusal = { statusCode: 401, data: { code: 'not_signed_in', title: '请先登录', detail: '' } }

function typeCard(): void {
  keep(place, { bankName: '中国农业银行' })
  keepUnwritten(place, { cardNumber: '6200000000000000' })
}

describe('a phone that goes from hand to hand', () => {
  it('forgets what was typed, written down or not, when its owner signs out', async () => {
    serverWhere()
    await signIn('first')
    typeCard()
    await signOut()
    expect([readKept(place), readUnwritten(place)]).toEqual([null, null])
  })

  it('keeps it through an expired login for the same person, and shows it to nobody else', async () => {
    serverWhere({ meStatus: 401 })
    await signIn('first')
    typeCard()
    await expect(refreshMe()).rejects.toThrow()
    expect(signedInAs()).toBeNull()
    expect(readUnwritten(place)).toEqual({ cardNumber: '6200000000000000' })
    await signIn('second')
    expect([readKept(place), readUnwritten(place)]).toEqual([null, null])
  })
})
