import { act, render, screen } from '@testing-library/react'
import { DemoCodeButton } from '../../miniapp/src/components/demo-code-button'
import { answer, status } from '../support/staff-phone'
import { phone } from '../support/taro'

it('offers no demonstration code in service, and asks for none', async () => {
  const inService = () => {
    const demo = status['GET /status']()
    return { ...demo, data: { ...(demo.data as object), mode: 'service' } }
  }
  answer({ 'GET /status': inService })
  await act(async () => void render(<DemoCodeButton onCode={() => undefined} />))
  expect(screen.queryByRole('button')).toBeNull()
  expect(phone.sent.map(({ url }) => url)).toEqual(['/api/status'])
})
