import { withoutPersonalData } from '#shared/typed-words'
import { inventedWorker } from '../support/people'

describe('what people typed', () => {
  const { name, residentIdNumber, mobileNumber, cardNumber } = inventedWorker(7)

  it.each([residentIdNumber, mobileNumber, cardNumber, cardNumber.replace(/(.{4})/g, '$1 ').trim()])(
    'loses the number %s',
    (number) => {
      const clean = withoutPersonalData(`证书上是${number}，和${name}对不上`, [name])
      expect(clean).toBe('证书上是（号码略），和您对不上')
    },
  )

  it('loses full-width digits and an identity number that ends in a small x', () => {
    expect(withoutPersonalData('号码１４０１１１１２００７错', [])).toBe('号码（号码略）错')
    expect(withoutPersonalData('身份证99999919850517001x不清楚', [])).toBe('身份证（号码略）不清楚')
  })

  it('loses the number of a permit for Hong Kong or Macao, old and new', () => {
    expect(withoutPersonalData('通行证H12345678不清楚，m１２３４５６７８ 01也是', [])).toBe(
      '通行证（号码略）不清楚，（号码略）也是',
    )
  })

  it('keeps what is no number of a person', () => {
    const text = '2021年6月18日的照片看不清，缺40课时，最高1000元，合同20210618、HT12345678'
    expect(withoutPersonalData(text, [''])).toBe(text)
  })
})
