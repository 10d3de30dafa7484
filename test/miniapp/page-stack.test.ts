import Taro, { phone } from '../support/taro'
import { popPage, pushPage, replacePage, switchTab } from '../../miniapp/src/platform/page-stack'
import { back, open, replaceBy } from '../../miniapp/src/routes'

const next = '/packages/claims/list/index'
const pages = (count: number) => Array.from({ length: count }, (_, index) => `/page-${String(index + 1)}`)

/** A stack as WeChat's: an eleventh page is refused, a page opened in the place of another takes it away. */
beforeEach(() => {
  jest.spyOn(Taro, 'navigateTo').mockImplementation(async ({ url }) => {
    if (phone.opened.length >= 10) throw new Error('navigateTo:fail webview count limit exceed')
    phone.opened.push(url)
  })
  jest.spyOn(Taro, 'redirectTo').mockImplementation(async ({ url }) => {
    phone.opened.splice(-1, 1, url)
  })
  jest.spyOn(Taro, 'switchTab').mockImplementation(async ({ url }) => {
    phone.opened = [url]
  })
})
afterEach(() => jest.restoreAllMocks())

describe('the stack of pages', () => {
  it('takes a tenth page on top of nine', async () => {
    phone.opened = pages(9)
    await pushPage(next)
    expect(phone.opened).toEqual([...pages(9), next])
  })

  it('opens an eleventh page in the place of the tenth', async () => {
    phone.opened = pages(10)
    await pushPage(next)
    expect(phone.opened).toEqual([...pages(9), next])
  })

  it('goes on opening pages however deep somebody has gone', async () => {
    phone.opened = pages(1)
    for (const url of pages(30)) await pushPage(url)
    expect(phone.opened).toHaveLength(10)
    expect(phone.opened.at(-1)).toBe('/page-30')
  })

  it('leads back from the page that took the place of another to the one below both', async () => {
    phone.opened = pages(10)
    await pushPage(next)
    await popPage()
    expect(phone.opened).toEqual(pages(9))
  })

  it('stays as high when one page gives way to another', async () => {
    phone.opened = pages(3)
    await replacePage(next)
    expect(phone.opened).toEqual([...pages(2), next])
  })

  it('is empty but for its tab after a tab was chosen', async () => {
    phone.opened = pages(7)
    await switchTab('/pages/me/index')
    expect(phone.opened).toEqual(['/pages/me/index'])
  })
})

describe('the way from page to page', () => {
  it('opens the tenth and the eleventh page alike', async () => {
    phone.opened = pages(9)
    await open('trade', { seq: '46' })
    await open('trainingClass', { id: 'a' })
    expect(phone.opened).toEqual([...pages(9), '/pages/training-class/index?id=a'])
  })

  it('opens a page once for a double tap, also where it takes the place of another', async () => {
    phone.opened = pages(10)
    await Promise.all([open('claims', {}), open('claims', {})])
    expect(Taro.redirectTo).toHaveBeenCalledTimes(1)
  })

  it('chooses the tab where a page of the tab bar is to take the place of this one', async () => {
    phone.opened = pages(4)
    await replaceBy('me', {})
    expect(phone.opened).toEqual(['/pages/me/index'])
  })

  it('leads home from a page that was opened by itself', async () => {
    phone.opened = pages(1)
    await back()
    expect(phone.opened).toEqual(['/pages/home/index'])
  })
})
