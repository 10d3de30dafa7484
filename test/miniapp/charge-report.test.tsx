import { act, fireEvent, render, screen } from '@testing-library/react'
import ChargeReportPage from '../../miniapp/src/packages/help/charge-report/index'
import { answer, sentTo, status } from '../support/staff-phone'

const page = () => document.body.textContent ?? ''
const type = (label: string, value: string) =>
  act(async () => {
    const field = screen.getByLabelText(label)
    fireEvent.input(field, { target: { value } })
    fireEvent.change(field, { target: { value } })
  })

describe('reporting that somebody wanted money', () => {
  it('needs nobody to be signed in, says what is missing, and sends what was told', async () => {
    answer({
      ...status,
      'POST /charge-reports': () => ({
        statusCode: 201,
        data: { id: 'a'.repeat(24), at: '2021-06-18T01:00:00.000Z' },
      }),
    })
    await act(async () => void render(<ChargeReportPage />))
    expect(page()).toContain('请选是谁要收钱')
    await act(async () => void fireEvent.click(screen.getByRole('radio', { name: '中介' })))
    await type('多少元', '200')
    await type('怎么回事', '说能包过')
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: '举报' })))
    expect(sentTo('/charge-reports')).toMatchObject({
      charger: 'agent',
      amountFen: 20_000,
      words: '说能包过',
      isAnonymous: true,
    })
    expect(page()).toContain('收到了')
  })
})
