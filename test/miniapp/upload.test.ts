import { PART_LETTERS, crc32 } from '#shared/uploads'
import { sendFile } from '../../miniapp/src/api/upload'
import { phone } from '../support/taro'

const text = 'QUJD'.repeat(PART_LETTERS / 2)
const file = { bytes: (text.length / 4) * 3, read: async () => text }
const count = text.length / PART_LETTERS
const id = 'f'.repeat(24)

/** A server that keeps parts; the line breaks for good when this many have come. */
function serverWhere(state: { parts: (number | null)[]; breaksAfter: number }): void {
  phone.respond = ({ url, method, data }) => {
    if (method === 'POST' || method === 'GET') return { statusCode: 200, data: { id, parts: state.parts } }
    if (state.parts.filter((part) => part !== null).length >= state.breaksAfter)
      throw new Error('broken line')
    const index = Number(/parts\/(\d+)$/.exec(url)?.[1])
    state.parts[index] = crc32((JSON.parse(data ?? '{}') as { content: string }).content)
    return { statusCode: 204, data: null }
  }
}
const partsSent = () => phone.sent.filter(({ method }) => method === 'PUT').map(({ url }) => url.slice(-1))

beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance'] }))
afterEach(() => jest.useRealTimers())
const inTime = async <T>(work: Promise<T>): Promise<T> => {
  await jest.advanceTimersByTimeAsync(60_000)
  return work
}

describe('a file of several parts', () => {
  it('that broke off goes on with the parts that are missing when it is chosen again', async () => {
    const state = { parts: Array.from({ length: count }, () => null as number | null), breaksAfter: 1 }
    serverWhere(state)
    await expect(
      inTime(sendFile(file, '分开传').catch((problem: unknown) => Promise.resolve(problem))),
    ).resolves.toMatchObject({
      code: 'offline',
    })
    expect(state.parts.filter((part) => part !== null)).toHaveLength(1)
    state.breaksAfter = count
    phone.sent.length = 0
    expect(await inTime(sendFile(file, '分开传'))).toEqual({ uploadId: id })
    expect(phone.sent.some(({ method }) => method === 'POST')).toBe(false)
    expect(partsSent()).toEqual(['1'])
  })

  it('goes in one piece where it is small, and nowhere where it is too large', async () => {
    expect(await sendFile({ bytes: 3, read: async () => 'QUJD' }, '')).toEqual({ contentBase64: 'QUJD' })
    const huge = { bytes: 5_000_001, read: () => Promise.reject(new Error('not read')) }
    await expect(sendFile(huge, '分成几个文件')).rejects.toMatchObject({ code: 'body_too_large' })
  })
})
