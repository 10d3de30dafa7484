import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { hmacSha256 } from '../../miniapp/src/packages/attendance/hmac-sha256'

describe('the seal that a teacher’s phone makes', () => {
  it('is that of RFC 4231', () => {
    expect(hmacSha256('4a656665', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })

  it('is the server’s, whatever the key and the text', () => {
    const server = (key: string, text: string) =>
      createHmac('sha256', Buffer.from(key, 'hex')).update(text, 'utf8').digest('hex')
    const key = fc
      .uint8Array({ minLength: 1, maxLength: 64 })
      .map((bytes) => Buffer.from(bytes).toString('hex'))
    fc.assert(
      fc.property(
        key,
        fc.string({ unit: 'binary' }),
        (secret, text) => hmacSha256(secret, text) === server(secret, text),
      ),
    )
  })
})
