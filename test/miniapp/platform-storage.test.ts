import Taro, { phone } from '../support/taro'
import { keep, readKept } from '../../miniapp/src/platform/storage'

/** A phone that holds so many characters and refuses more, as WeChat does. */
function room(characters: number): void {
  jest.spyOn(Taro, 'setStorageSync').mockImplementation((key: string, value: unknown) => {
    const others = [...phone.storage].filter(([name]) => name !== key).map(([, text]) => String(text).length)
    const needed = others.reduce((sum, length) => sum + length, 0) + String(value).length
    if (needed > characters) throw new Error('setStorageSync:fail exceed storage max size')
    phone.storage.set(key, value)
  })
}
afterEach(() => jest.restoreAllMocks())

describe('a phone whose storage is full', () => {
  it('gives up answers that can be had again for what somebody typed', () => {
    room(100)
    keep('answer:classes', 'x'.repeat(80))
    keep('draft:identity', 'y'.repeat(50))
    expect(readKept('draft:identity')).toBe('y'.repeat(50))
    expect(readKept('answer:classes')).toBeNull()
  })

  it('keeps what was there before, and says once that there is no room', () => {
    const toast = jest.spyOn(Taro, 'showToast')
    room(100)
    keep('draft:employment', 'old')
    expect(keep('draft:identity', 'z'.repeat(120))).toBe(false)
    expect(keep('draft:identity', 'z'.repeat(130))).toBe(false)
    expect(readKept('draft:employment')).toBe('old')
    expect(toast).toHaveBeenCalledTimes(1)
  })

  it('says nothing when only an answer finds no room', () => {
    const toast = jest.spyOn(Taro, 'showToast')
    room(10)
    expect(keep('answer:trade', 'x'.repeat(20))).toBe(false)
    expect(toast).not.toHaveBeenCalled()
  })
})
