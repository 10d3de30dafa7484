import { randomBytes } from 'node:crypto'
import { crc32 as crcOfNode } from 'node:zlib'
import type { CrewView, ReadImportView } from '#shared/crews'
import { MOST_LETTERS, PART_LETTERS, crc32, type UploadView } from '#shared/uploads'
import { inTransaction } from '../../server/mongo'
import { People } from '../../server/people/person.model'
import { UploadParts, Uploads } from '../../server/uploads/upload.model'
import { forgetUploads } from '../../server/uploads/upload.service'
import { codeOf, pointersOf } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { joinedWorker } from '../support/people'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let foreman: Caller
let other: Caller

beforeAll(async () => {
  server = await startTestServer()
  foreman = await joinedWorker(server, 950)
  other = await joinedWorker(server, 951)
})
afterAll(() => server.stop())

/** A roster of two, and a column of noise behind it that makes it several parts long. */
const roster = Buffer.from(
  `姓名,身份证号,手机号,工种,备注\n赵一,999999198506114019,14000000951,钢筋工,${randomBytes(220_000).toString('hex')}\n`,
).toString('base64')
const crewCalled = (name: string) => ({ name, siteName: '东海三期', employerName: '演示建设公司' })
const partsOf = (text: string) =>
  Array.from({ length: Math.ceil(text.length / PART_LETTERS) }, (_, index) =>
    text.slice(index * PART_LETTERS, (index + 1) * PART_LETTERS),
  )
const begin = async (letters = roster.length, by = foreman) =>
  ok<UploadView>(await by.post('/uploads', { letters }))
const put = (id: string, index: number, content: string, by = foreman) =>
  by.put(`/uploads/${id}/parts/${String(index)}`, { content })
const parts = partsOf(roster)

describe('a file that comes in parts', () => {
  it('goes on where the line broke, and is read as if it had come in one piece', async () => {
    const crew = ok<CrewView>(await foreman.post('/crews', crewCalled('钢筋一班')))
    const { id, parts: none } = await begin()
    expect(parts.length).toBeGreaterThan(2)
    expect(none).toEqual(parts.map(() => null))
    ok(await put(id, 0, parts[0] ?? ''))
    ok(await put(id, 2, parts[2] ?? ''))
    const early = await foreman.post(`/crews/${crew.id}/imports`, { uploadId: id })
    expect(codeOf(early)).toBe('not_in_this_state')
    const { parts: arrived } = ok<UploadView>(await foreman.get(`/uploads/${id}`))
    expect(arrived.map((crc) => crc !== null)).toEqual(parts.map((_, index) => index === 0 || index === 2))
    for (const [index, content] of parts.entries())
      if (arrived[index] !== crc32(content)) ok(await put(id, index, content))
    const read = ok<ReadImportView>(await foreman.post(`/crews/${crew.id}/imports`, { uploadId: id }))
    expect(read.total).toBe(1)
    expect((await foreman.get(`/uploads/${id}`)).status).toBe(404)
    expect(await UploadParts.countDocuments({ uploadId: id })).toBe(0)
  })

  it('takes the same part twice as once, and another in its place as the right one', async () => {
    const { id } = await begin()
    const first = parts[0] ?? ''
    const wrong = first.replace(/^./, first.startsWith('A') ? 'B' : 'A')
    ok(await put(id, 0, wrong))
    ok(await put(id, 0, first))
    ok(await put(id, 0, first))
    expect(ok<UploadView>(await foreman.get(`/uploads/${id}`)).parts[0]).toBe(crc32(first))
    expect(await UploadParts.countDocuments({ uploadId: id })).toBe(1)
  })

  it('is nobody else’s to see, to fill or to use', async () => {
    const { id } = await begin()
    expect((await other.get(`/uploads/${id}`)).status).toBe(404)
    expect((await put(id, 0, parts[0] ?? '', other)).status).toBe(404)
    const crew = ok<CrewView>(await other.post('/crews', crewCalled('别人的班')))
    expect((await other.post(`/crews/${crew.id}/imports`, { uploadId: id })).status).toBe(404)
  })

  it('is refused where it is too large, empty, torn, or a part that it has not got', async () => {
    expect(pointersOf(await foreman.post('/uploads', { letters: MOST_LETTERS + 4 }))).toEqual(['/letters'])
    expect(pointersOf(await foreman.post('/uploads', { letters: 0 }))).toEqual(['/letters'])
    const { id } = await begin()
    expect(pointersOf(await put(id, 0, (parts[0] ?? '').slice(1)))).toEqual(['/content'])
    expect(pointersOf(await put(id, 0, '<x>'))).toEqual(['/content'])
    expect((await put(id, 40, 'AAAA')).status).toBe(404)
    const crew = ok<CrewView>(await foreman.post('/crews', crewCalled('空的')))
    expect(pointersOf(await foreman.post(`/crews/${crew.id}/imports`, {}))).toEqual(['/contentBase64'])
  })

  it('is kept encrypted, three of a person at most, for a day, and goes with the account', async () => {
    await Uploads.deleteMany({})
    const [first] = [await begin(), await begin(), await begin(), await begin()]
    expect((await foreman.get(`/uploads/${first.id}`)).status).toBe(404)
    expect(await Uploads.countDocuments({})).toBe(3)
    const { id } = await begin()
    ok(await put(id, 0, parts[0] ?? ''))
    const [part] = await UploadParts.find({ uploadId: id }).lean()
    expect(part?.sealed).not.toContain((parts[0] ?? '').slice(0, 40))
    const upload = await Uploads.findById(id).orFail().lean()
    expect(upload.forgetAt.getTime() - Date.now()).toBeLessThanOrEqual(86_400_000)
    expect(await People.exists({ _id: upload.ownerId })).not.toBeNull()
    await inTransaction((tx) => forgetUploads(upload.ownerId, tx))
    expect([await Uploads.countDocuments({}), await UploadParts.countDocuments({ uploadId: id })]).toEqual([
      0, 0,
    ])
  })
})

it('tells parts apart by the same sum as everybody’s CRC-32', () => {
  for (const text of ['', 'A', 'Zm9vYmFy', parts[0] ?? '']) expect(crc32(text)).toBe(crcOfNode(text))
})
