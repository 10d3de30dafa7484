import { act, fireEvent, render, screen } from '@testing-library/react'
import { PhoneButton } from '../../miniapp/src/components/phone-button'
import { PrivacySheet } from '../../miniapp/src/components/privacy-sheet'
import { privacyAgreed, withdrawPrivacy } from '../../miniapp/src/platform/privacy'
import PrivacyPolicyPage from '../../miniapp/src/packages/privacy/policy/index'
import { collectedItems } from '../../miniapp/src/packages/privacy/policy/statement'
import { employmentBody, identityBody, payeeAccountBody } from '#shared/people'
import { phone, type SentRequest } from '../support/taro'

const ok = (data: unknown) => ({ statusCode: 200, data })
const tap = (words: string) => fireEvent.click(screen.getByText(words))
const sentTo = (end: string) => phone.sent.filter(({ url }: SentRequest) => url.endsWith(end))

/** Asks now; the answer is waited for later. */
function ask(): () => Promise<boolean> {
  let answer = Promise.resolve(false)
  act(() => {
    answer = privacyAgreed()
  })
  return () => answer
}

function PhonePage({ onBound }: { onBound: (masked: string) => void }) {
  return (
    <>
      <PhoneButton onBound={onBound} />
      <PrivacySheet />
    </>
  )
}

describe('the question before the first personal thing', () => {
  beforeEach(() => {
    phone.respond = ({ url }) => {
      if (url.endsWith('/status')) return ok({ mode: 'demo', policy: {}, subscribeTemplates: {} })
      if (url.endsWith('/demo/phone-codes')) return ok({ code: 'phone-code' })
      return ok({ mobileMasked: '140******02' })
    }
  })

  it('is asked by no page until something needs the answer', async () => {
    render(<PhonePage onBound={() => undefined} />)
    await screen.findByText('用微信的手机号')
    expect(screen.queryByText('同意并继续')).toBeNull()
  })

  it('brings the number after a yes, and is not asked a second time', async () => {
    const bound: string[] = []
    render(<PhonePage onBound={(masked) => bound.push(masked)} />)
    fireEvent.click(await screen.findByText('用微信的手机号'))
    const agree = await screen.findByText('同意并继续')
    await act(async () => void fireEvent.click(agree))
    expect(bound).toEqual(['140******02'])
    await act(async () => void tap('用微信的手机号'))
    expect(bound).toHaveLength(2)
    expect(screen.queryByText('同意并继续')).toBeNull()
  })

  it('sends nothing after a no, and may be asked again', async () => {
    render(<PhonePage onBound={() => undefined} />)
    fireEvent.click(await screen.findByText('用微信的手机号'))
    const refuse = await screen.findByText('不同意')
    await act(async () => void fireEvent.click(refuse))
    expect(screen.queryByText('同意并继续')).toBeNull()
    expect(sentTo('/demo/phone-codes')).toEqual([])
    fireEvent.click(await screen.findByText('用微信的手机号'))
    expect(await screen.findByText('同意并继续')).toBeVisible()
    await act(async () => void tap('不同意'))
  })

  it('comes back after the consent was withdrawn, and answers all who wait at once', async () => {
    render(<PrivacySheet />)
    const first = ask()
    const second = ask()
    fireEvent.click(await screen.findByText('同意并继续'))
    await expect(Promise.all([first(), second()])).resolves.toEqual([true, true])
    withdrawPrivacy()
    const again = ask()
    fireEvent.click(await screen.findByText('不同意'))
    await expect(again()).resolves.toBe(false)
  })
})

describe('the privacy text', () => {
  it('speaks of every field that a form asks for', () => {
    const asked = [identityBody, payeeAccountBody, employmentBody].flatMap(({ entries }) =>
      Object.keys(entries),
    )
    const told = collectedItems.flatMap(({ fields }) => fields)
    expect(asked.filter((field) => !told.includes(field))).toEqual([])
  })

  it('says of each item what for, how long and whom it goes to, and asks nobody for anything', () => {
    render(<PrivacyPolicyPage />)
    expect(screen.getAllByText('存多久')).toHaveLength(collectedItems.length)
    expect(screen.getAllByText('给谁')).toHaveLength(collectedItems.length)
    expect(phone.sent).toEqual([])
  })
})
