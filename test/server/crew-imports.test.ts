import type { CrewImportView, CrewMemberListView, CrewView, ReadImportView } from '#shared/crews'
import { inventedId } from '../support/people'
import { ok } from '../support/path-steps'
import { inGbk, workbook } from '../support/roster-files'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let foreman: Caller
let crew: CrewView

beforeAll(async () => {
  server = await startTestServer()
  foreman = await server.as('worker-ready')
  const body = { name: '钢筋一班', siteName: '东海三期', employerName: '演示建设公司' }
  crew = ok<CrewView>(await foreman.post('/crews', body))
})
afterAll(() => server.stop())

const heading = ['序号', '姓名', '身份证号', '手机号', '工种']
const people = Array.from({ length: 250 }, (_none, index) => [
  String(index + 1),
  `赵${'甲乙丙丁戊己庚辛壬癸'[index % 10] ?? ''}${'一二三四五六七八九十'[Math.floor(index / 10) % 10] ?? ''}`,
  inventedId(index + 100),
  `1390000${String(index).padStart(4, '0')}`,
  '钢筋工',
])
const csv = [heading, ...people].map((cells) => cells.join(',')).join('\r\n')
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const upload = (bytes: Uint8Array) =>
  foreman.post(`/crews/${crew.id}/imports`, { contentBase64: base64(bytes) })
const count = async () => ok<CrewView>(await foreman.get(`/crews/${crew.id}`)).coverage.total

describe('a roster out of a file', () => {
  it.each([
    ['XLSX', () => workbook([heading, ...people])],
    ['CSV in GBK', () => inGbk(csv)],
    ['CSV in UTF-8', () => Buffer.from(csv)],
    ['CSV in UTF-8 with a mark', () => Buffer.from(`\ufeff${csv}`)],
  ])('is read from %s, and nobody is in the crew by it', async (_name, file) => {
    const read = ok<ReadImportView>(await upload(file()))
    expect(read).toMatchObject({ total: 250, faulty: 0, done: 0, aside: [] })
    expect(await count()).toBe(0)
  })

  it('goes into the crew step by step, each whole, and on from where it was cut off', async () => {
    const { id } = ok<ReadImportView>(await upload(workbook([heading, ...people])))
    const place = `/crews/${crew.id}/imports/${id}`
    const step = async () => ok<CrewImportView>(await foreman.post(`${place}/steps`))
    expect(await step()).toMatchObject({ done: 100, added: 100 })
    expect(await count()).toBe(100)
    expect(ok<CrewImportView>(await foreman.get(place))).toMatchObject({ done: 100, total: 250 })
    expect(await step()).toMatchObject({ done: 200 })
    expect(await step()).toMatchObject({ done: 250, added: 250 })
    expect(await step()).toMatchObject({ done: 250 })
    const { items } = ok<CrewMemberListView>(await foreman.get(`/crews/${crew.id}/members`))
    expect(items[0]).toMatchObject({ state: 'unconfirmed', tradeSeq: 41, mobileMasked: '139******00' })
  })

  it('adds nobody a second time from another kind of file', async () => {
    const { id } = ok<ReadImportView>(await upload(inGbk(csv)))
    for (let step = 0; step < 3; step += 1) ok(await foreman.post(`/crews/${crew.id}/imports/${id}/steps`))
    expect(await count()).toBe(250)
  })

  it('marks a cell whose formula has no value', async () => {
    const read = ok<ReadImportView>(await upload(workbook([heading, ['1', '钱某人', '=A1&A2', '', '']])))
    expect(read).toMatchObject({ total: 1, faulty: 1 })
  })

  it.each([
    ['with macros', () => workbook([heading], { 'xl/vbaProject.bin': 'x' }), '宏'],
    ['with a password', () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), '密码'],
    ['that is broken', () => workbook([heading, ...people]).slice(0, 3_000), '打不开'],
    ['that is no text', () => Uint8Array.from([0, 1, 2, 3, 0xff, 0xff, 0]), '看不懂'],
    ['without anybody', () => Buffer.from('甲,乙\n丙,丁'), '没找到人'],
    ['of a hundred columns and one', () => Buffer.from(`${'列,'.repeat(100)}列`), '101列'],
    ['of too many rows', () => Buffer.from('1,2\n'.repeat(6_000)), '行数太多'],
  ])('%s is refused in plain words', async (_name, file, words) => {
    const reply = await upload(file())
    expect([reply.status, (reply.body as { detail: string }).detail]).toEqual([
      400,
      expect.stringContaining(words),
    ])
  })

  it('of 20 MB is refused', async () => {
    expect((await upload(new Uint8Array(20_000_000))).status).toBe(413)
  })

  it('is seen by its foreman alone', async () => {
    const { id } = ok<ReadImportView>(await upload(Buffer.from(csv)))
    const stranger = await server.as('worker-other')
    expect((await stranger.get(`/crews/${crew.id}/imports/${id}`)).status).toBe(404)
    expect((await stranger.post(`/crews/${crew.id}/imports/${id}/steps`)).status).toBe(404)
  })
})
