import { act, fireEvent, render, screen } from '@testing-library/react'
import * as v from 'valibot'
import { ApiProblem, offlineProblem, timeoutProblem } from '../../miniapp/src/api/api-problem'
import { MoreButton } from '../../miniapp/src/components/more-button'
import { PageState } from '../../miniapp/src/components/page-state'
import { useForm } from '../../miniapp/src/hooks/use-form'
import { usePages } from '../../miniapp/src/hooks/use-pages'
import { useQuery } from '../../miniapp/src/hooks/use-query'
import { keep } from '../../miniapp/src/platform/storage'
import Taro from '../support/taro'

/** Whether the page is the one on the screen. */
let mockIsShown = true
jest.mock('../../miniapp/src/hooks/use-shown', () => ({ useShown: () => mockIsShown }))

/** Longer than a connection needs to count as back, in milliseconds. */
const SETTLED_MS = 380
const wait = (milliseconds: number) =>
  act(() => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)))

function network(isThere: boolean): void {
  jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(isThere)
  act(() => void window.dispatchEvent(new Event(isThere ? 'online' : 'offline')))
}
async function networkReturns(): Promise<void> {
  network(true)
  await wait(SETTLED_MS)
}

let asked = 0
let reply: () => Promise<string>
const refusing = (problem: ApiProblem) => () => Promise.reject(problem)
const ask = () => {
  asked += 1
  return reply()
}

function Page({ cacheKey = null }: { cacheKey?: string | null }) {
  const query = useQuery(ask, { cacheKey })
  return <PageState query={query}>{(words) => <p>{words}</p>}</PageState>
}

const body = v.strictObject({ name: v.string() })

function FormPage() {
  const query = useQuery(ask, { cacheKey: 'form-page' })
  const form = useForm({ schema: body, draftKey: 'name', initial: { name: '' } })
  const { value, onInput } = form.field('name')
  return (
    <PageState query={query}>
      {(words) => (
        <label>
          {words}
          <input value={value} onChange={(event) => onInput(event.target.value)} />
        </label>
      )}
    </PageState>
  )
}

beforeEach(() => {
  asked = 0
  mockIsShown = true
  reply = () => Promise.resolve('新的回答')
})
afterEach(() => {
  jest.restoreAllMocks()
  process.env['TARO_ENV'] = 'h5'
})

describe('a page whose network returns', () => {
  it('asks again by itself, once, where it shows that there was none', async () => {
    network(false)
    reply = refusing(offlineProblem())
    render(<Page />)
    expect(await screen.findByText('现在没有网络')).toBeVisible()
    reply = () => Promise.resolve('新的回答')
    await networkReturns()
    expect(screen.getByText('新的回答')).toBeVisible()
    expect(asked).toBe(2)
  })

  it('asks again where it shows what was seen last time', async () => {
    keep('answer:kept', '上次的回答')
    network(false)
    reply = refusing(offlineProblem())
    render(<Page cacheKey="kept" />)
    expect(await screen.findByText(/下面是上次看到的内容/)).toBeVisible()
    reply = () => Promise.resolve('新的回答')
    await networkReturns()
    expect(screen.getByText('新的回答')).toBeVisible()
    expect(screen.queryByText(/下面是上次看到的内容/)).toBeNull()
  })

  it('asks once for a connection that comes and goes, when it stays', async () => {
    network(false)
    reply = refusing(offlineProblem())
    render(<Page />)
    await screen.findByText('现在没有网络')
    for (let turn = 0; turn < 10; turn += 1) {
      network(true)
      await wait(10)
      network(false)
    }
    await wait(SETTLED_MS)
    expect(asked).toBe(1)
    await networkReturns()
    expect(asked).toBe(2)
  })

  it('does not go on asking when the answer fails again', async () => {
    network(false)
    reply = refusing(offlineProblem())
    render(<Page />)
    await screen.findByText('现在没有网络')
    await networkReturns()
    await wait(SETTLED_MS)
    expect(asked).toBe(2)
    expect(screen.getByText('再试一次')).toBeVisible()
  })

  it('waits for an attempt that is on its way, and asks after it when it comes to nothing', async () => {
    let fail: (problem: ApiProblem) => void = () => undefined
    network(false)
    reply = () => new Promise((_, reject) => (fail = reject))
    render(<Page />)
    await networkReturns()
    expect(asked).toBe(1)
    reply = () => Promise.resolve('新的回答')
    await act(async () => fail(timeoutProblem()))
    expect(await screen.findByText('新的回答')).toBeVisible()
    expect(asked).toBe(2)
  })

  it('asks nothing where the answer on it is fresh', async () => {
    render(<Page />)
    await screen.findByText('新的回答')
    network(false)
    await networkReturns()
    expect(asked).toBe(1)
  })

  it('asks nothing where asking again would not help', async () => {
    network(false)
    reply = refusing(new ApiProblem('not_found', '没有找到', ''))
    render(<Page />)
    await screen.findByText('没有找到')
    await networkReturns()
    expect(asked).toBe(1)
  })

  it('asks nothing while another page lies on it', async () => {
    mockIsShown = false
    network(false)
    reply = refusing(offlineProblem())
    render(<Page />)
    await screen.findByText('现在没有网络')
    await networkReturns()
    expect(asked).toBe(1)
  })

  it('leaves a form alone in which somebody is typing', async () => {
    keep('answer:form-page', '上次的回答')
    network(false)
    reply = refusing(offlineProblem())
    render(<FormPage />)
    await screen.findByText(/下面是上次看到的内容/)
    const field = screen.getByRole('textbox')
    field.focus()
    fireEvent.change(field, { target: { value: '王' } })
    reply = () => Promise.resolve('新的回答')
    await networkReturns()
    expect(screen.getByText('新的回答')).toBeVisible()
    expect(screen.getByRole('textbox')).toBe(field)
    expect(field).toHaveValue('王')
    expect(field).toHaveFocus()
  })

  it('goes on with the list where its next page did not come', async () => {
    const pages = [
      { items: ['一'], nextCursor: 'next' },
      { items: ['二'], nextCursor: null },
    ] as const
    const turns: (string | null)[] = []
    function List() {
      const { query, more } = usePages<string, { items: string[]; nextCursor: string | null }>(
        async (cursor) => {
          turns.push(cursor)
          if (cursor !== null && !navigator.onLine) throw offlineProblem()
          const page = pages[cursor === null ? 0 : 1]
          return { ...page, items: [...page.items] }
        },
        'list',
      )
      return (
        <PageState query={query}>
          {({ items }) => (
            <>
              <p>{items.join('、')}</p>
              <MoreButton more={more} />
            </>
          )}
        </PageState>
      )
    }
    render(<List />)
    const button = await screen.findByText('看更早的')
    network(false)
    await act(async () => void fireEvent.click(button))
    expect(screen.getByText('一')).toBeVisible()
    await networkReturns()
    expect(screen.getByText('一、二')).toBeVisible()
    expect(turns).toEqual([null, 'next', 'next'])
  })
})

describe('the network of a phone in WeChat', () => {
  it('is watched once for the whole program, and no longer than somebody asks', async () => {
    process.env['TARO_ENV'] = 'weapp'
    const listeners = new Set<(result: { isConnected: boolean }) => void>()
    Object.assign(Taro, {
      getNetworkType: async () => ({ networkType: 'none' }),
      onNetworkStatusChange: (listener: () => void) => listeners.add(listener),
      offNetworkStatusChange: (listener: () => void) => listeners.delete(listener),
    })
    reply = refusing(offlineProblem())
    const { unmount } = render(
      <>
        <Page />
        <Page />
      </>,
    )
    expect(await screen.findAllByText('现在没有网络')).toHaveLength(2)
    expect(listeners.size).toBe(1)
    reply = () => Promise.resolve('新的回答')
    act(() => listeners.forEach((listener) => listener({ isConnected: true })))
    await wait(SETTLED_MS)
    expect(screen.getAllByText('新的回答')).toHaveLength(2)
    expect(asked).toBe(4)
    unmount()
    expect(listeners.size).toBe(0)
  })
})
