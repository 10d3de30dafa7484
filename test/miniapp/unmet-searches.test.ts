import type { UnmetSearchesBody } from '#shared/trade-searches'
import { noteUnmet, placeUnmet, sendUnmet } from '../../miniapp/src/trades/unmet-searches'
import { chooseWorkArea, workArea } from '../../miniapp/src/trades/work-area'
import { signInAs } from '../support/staff-phone'
import { phone, type Answer } from '../support/taro'

const taken = (): Answer => ({ statusCode: 204, data: null })
const cut = (): Answer => {
  throw Object.assign(new Error('cut'), { errMsg: 'request:fail' })
}
const refused = (status: number, code: string) => (): Answer => ({
  statusCode: status,
  data: { type: code, title: '', status, detail: '', instance: '', code },
})

const sent = () => phone.sent.map(({ data }) => (JSON.parse(data ?? '{}') as UnmetSearchesBody).searches)
const terms = () => sent().map((searches) => searches.map(({ term }) => term))

beforeEach(() => {
  phone.respond = taken
})

describe('where somebody works', () => {
  it('is asked once, and 不说 is an answer, too', () => {
    expect(workArea()).toEqual({ area: null, asked: false })
    chooseWorkArea(null)
    expect(workArea()).toEqual({ area: null, asked: true })
    expect(phone.storage.get('jbt:device:work-area')).toBe('{"area":null,"asked":true}')
  })
})

describe('what was looked for in vain', () => {
  it('goes out as the bare term, with kind and place and nothing else', async () => {
    chooseWorkArea('赣榆区')
    noteUnmet('我是当保安的', 'none')
    chooseWorkArea(null)
    await sendUnmet()
    expect(sent()).toEqual([
      [
        {
          id: expect.stringMatching(/^[\x21-\x7e]{8,64}$/) as string,
          term: '保安',
          area: '赣榆区',
          kind: 'none',
        },
      ],
    ])
  })

  it('is noted once a month for each term and way of asking', async () => {
    for (const words of ['保安', '保安 ', '当保安的']) noteUnmet(words, 'none')
    noteUnmet('保安', 'none_of_these')
    await sendUnmet()
    noteUnmet('保安', 'none')
    await sendUnmet()
    expect(
      sent()
        .flat()
        .map(({ term, kind }) => [term, kind]),
    ).toEqual([
      ['保安', 'none'],
      ['保安', 'none_of_these'],
    ])
  })

  it.each(['13800138000', '我叫王小四', '加微信', '工', '长'.repeat(21)])(
    'is not even kept on the phone when it is %s',
    async (words) => {
      noteUnmet(words, 'none')
      await sendUnmet()
      expect(phone.sent).toEqual([])
      expect([...phone.storage.values()].join()).not.toContain(words)
    },
  )

  it('waits without a network, on the phone and not in the program, and then goes out once', async () => {
    phone.respond = cut
    noteUnmet('保安', 'none')
    await sendUnmet()
    expect(String(phone.storage.get('jbt:device:unmet-searches'))).toContain('保安')
    phone.respond = taken
    phone.sent = []
    await sendUnmet()
    await sendUnmet()
    expect(terms()).toEqual([['保安']])
  })

  it('keeps its id when it is sent again, so that the server counts it once', async () => {
    noteUnmet('保安', 'none')
    phone.respond = cut
    await sendUnmet()
    phone.respond = taken
    await sendUnmet()
    const ids = new Set(
      sent()
        .flat()
        .map(({ id }) => id),
    )
    expect([sent().length, ids.size]).toEqual([2, 1])
  })

  it('goes out in twenties after a long time without a network', async () => {
    for (let number = 0; number < 45; number += 1)
      noteUnmet(`${'甲乙丙丁戊'[number % 5]}${'子丑寅卯辰巳午未申'[Math.floor(number / 5)]}活`, 'none')
    await sendUnmet()
    expect(terms().map((batch) => batch.length)).toEqual([20, 20, 5])
  })

  it('waits when the server is busy, and is given up when the server will never take it', async () => {
    noteUnmet('保安', 'none')
    phone.respond = refused(429, 'too_many_requests')
    await sendUnmet()
    phone.respond = refused(422, 'invalid_fields')
    await sendUnmet()
    phone.sent = []
    await sendUnmet()
    expect(phone.sent).toEqual([])
  })

  it('gets the place that the worker says a moment later', () => {
    noteUnmet('保安', 'none')
    placeUnmet('东海县')
    expect(sent()).toEqual([[expect.objectContaining({ term: '保安', area: '东海县' })]])
  })

  it('goes without the token of whoever is signed in', async () => {
    await signInAs('institution')
    phone.respond = taken
    noteUnmet('保安', 'none')
    await sendUnmet()
    expect(phone.sent.at(-1)?.header).toEqual({ 'Content-Type': 'application/json' })
  })
})
