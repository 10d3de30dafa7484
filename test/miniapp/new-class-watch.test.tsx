import { act, fireEvent, render, screen } from '@testing-library/react'
import { NewClassWatch } from '../../miniapp/src/pages/trade/new-class-watch'
import { chooseWorkArea } from '../../miniapp/src/trades/work-area'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const id = 'e'.repeat(24)
const page = () => document.body.textContent ?? ''
const tap = (name: string) => act(async () => void fireEvent.click(screen.getByText(name)))
const draw = () => act(async () => void render(<NewClassWatch tradeSeq={46} />))

describe('being told of a new class', () => {
  it('asks who is not signed in to sign in, for somebody has to be told', async () => {
    await draw()
    await tap('有新班时告诉我')
    expect(phone.opened.at(-1)).toContain('login')
    expect(phone.opened.at(-1)).toContain('watch')
  })

  it('begins where the person works, takes another place, and is given up', async () => {
    chooseWorkArea('灌南县')
    await signInAs('worker')
    const items: object[] = []
    answer({
      ...status,
      'GET /me/class-watches': () => ({ statusCode: 200, data: { items } }),
      'PUT /me/class-watches': ({ data }) => {
        items.splice(0, 1, { id, ...(JSON.parse(data ?? '') as object) })
        return { statusCode: 200, data: { items } }
      },
      [`DELETE /me/class-watches/${id}`]: () => ({ statusCode: 200, data: { items: [] } }),
    })
    await draw()
    await tap('有新班时告诉我')
    await tap('告诉我')
    expect(sentTo('/me/class-watches')).toEqual({ tradeSeq: 46, area: '灌南县' })
    await tap('有新班会告诉您')
    await tap('海州区')
    await tap('告诉我')
    expect(sentTo('/me/class-watches')).toEqual({ tradeSeq: 46, area: '海州区' })
    expect(page()).toContain('海州区的班')
    await tap('有新班会告诉您')
    await tap('不用告诉我了')
    expect(page()).toContain('不用天天来看')
  })
})
