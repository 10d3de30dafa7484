import { createHash } from 'node:crypto'
import { readSheet } from 'read-excel-file/node'
import writeXlsxFile from 'write-excel-file/node'
import type { ClaimView } from '#shared/claims'
import type { BankFileView, BankResultFileView, BatchView } from '#shared/payouts'
import { codeOf, lastFour, openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server, 800)
})
afterAll(() => server.stop())

const batchNow = async ({ id }: { id: string }) =>
  ok<BatchView>(await desk.finance.get(`/payout-batches/${id}`))
async function openBatch(count = 1): Promise<{ batch: BatchView; claims: ClaimView[]; workers: Caller[] }> {
  const made = []
  for (let index = 0; index < count; index += 1) made.push(await desk.newPayable())
  const claims = made.map(({ claim }) => claim)
  return {
    batch: await steps.openBatch(desk.finance, claims),
    claims,
    workers: made.map(({ worker }) => worker),
  }
}

describe('the file for the bank', () => {
  it('exists once the list is released, names the fingerprint, and pays by full name and number', async () => {
    const { batch, claims, workers } = await openBatch()
    const ask = (format: string) => desk.finance.post(`/payout-batches/${batch.id}/bank-files`, { format })
    expect(codeOf(await ask('csv'))).toBe('not_in_this_state')
    const sent = await steps.release(desk, batch)
    const { fileName, contentBase64 } = ok<BankFileView>(await ask('csv'))
    const stem = sent.listHash?.slice(0, 12) ?? ''
    expect(fileName).toBe(`打款名单_${batch.batchNo}_${stem}.csv`)
    const [, line = ''] = Buffer.from(contentBase64, 'base64').toString('utf8').split('\r\n')
    const cells = line.split(',')
    expect(cells[0]).toBe(`${batch.batchNo}-001`)
    expect(cells[1]).toMatch(/^工.人$/)
    expect(cells[2]).toMatch(/^\t629999\d{13}$/)
    expect(cells[2]?.slice(-4)).toBe(await lastFour(workers[0] as Caller))
    expect([cells[4], cells[5], cells[6]]).toEqual(['500.00', claims[0]?.claimNo, stem])

    const book = ok<BankFileView>(await ask('xlsx'))
    expect(book.fileName.endsWith(`${stem}.xlsx`)).toBe(true)
    const [, row] = await readSheet(Buffer.from(book.contentBase64, 'base64'), 1)
    expect([row?.[0], row?.[2]]).toEqual([cells[0], cells[2]?.trim()])
    const seen = ok<{ items: { what: string }[] }>(await (workers[0] as Caller).get('/me/sights')).items
    expect(seen.map(({ what }) => what)).toContain('没打星号的姓名和收款卡号，金额')
  })

  it('is for finance with its second factor, and for nobody else', async () => {
    const { batch } = await openBatch()
    await steps.release(desk, batch)
    for (const caller of [desk.housing, desk.hr, desk.institution])
      expect((await caller.post(`/payout-batches/${batch.id}/bank-files`, { format: 'csv' })).status).toBe(
        403,
      )
  })
})

describe("the bank's file", () => {
  const read = async (batch: BatchView, bytes: Buffer) =>
    ok<BankResultFileView>(
      await desk.finance.post(`/payout-batches/${batch.id}/result-files`, {
        contentBase64: bytes.toString('base64'),
      }),
    )

  it('pays and fails by its lines, all or none, and changes nothing when it comes again', async () => {
    const { batch } = await openBatch(2)
    const sent = await steps.release(desk, batch)
    const [first, second] = sent.payments.map(({ paymentNo }) => paymentNo)
    const sheet = Buffer.from(
      `代发结果,,,\n付款编号,金额,结果,银行流水号,失败原因\n${first},500.00,成功,BK1,\n${second},500,失败,,户名不符\n`,
    )
    const reading = await read(sent, sheet)
    expect(reading).toMatchObject({
      isTaken: false,
      errors: [],
      fileHash: createHash('sha256').update(sheet).digest('hex'),
      results: [
        { outcome: 'paid', bankReference: 'BK1' },
        { outcome: 'failed', failureCode: 'name_mismatch' },
      ],
    })
    expect((await batchNow(batch)).state).toBe('exported')
    const body = { revision: sent.revision, results: reading.results, fileHash: reading.fileHash }
    const record = () => desk.finance.post(`/payout-batches/${batch.id}/results`, body)
    const answered = ok<BatchView>(await record())
    expect(answered).toMatchObject({ state: 'reconciled', paidFen: 50_000, failedFen: 50_000, pendingFen: 0 })
    expect(ok<BatchView>(await record())).toEqual(answered)
    expect(await read(sent, sheet)).toMatchObject({ isTaken: true, results: [] })
  })

  it('is read in a workbook, too, and in GBK', async () => {
    const { batch } = await openBatch()
    const sent = await steps.release(desk, batch)
    const paymentNo = sent.payments[0]?.paymentNo ?? ''
    const book = await writeXlsxFile([
      ['付款编号', '结果', '银行流水号'].map((value) => ({ value })),
      [paymentNo, '成功', 'BK2'].map((value) => ({ value })),
    ]).toBuffer()
    expect((await read(sent, book)).results).toMatchObject([{ outcome: 'paid', bankReference: 'BK2' }])
    const gbk = Buffer.concat([
      Buffer.from([0xb8, 0xb6, 0xbf, 0xee, 0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xbd, 0xe1, 0xb9, 0xfb, 0x2c]),
      Buffer.from([0xc1, 0xf7, 0xcb, 0xae, 0xba, 0xc5, 0x0a]),
      Buffer.from(`${paymentNo},`),
      Buffer.from([0xb3, 0xc9, 0xb9, 0xa6]),
      Buffer.from(',BK3\n'),
    ])
    expect((await read(sent, gbk)).results).toMatchObject([{ outcome: 'paid', bankReference: 'BK3' }])
  })

  it('is refused as a whole where it is no table', async () => {
    const { batch } = await openBatch()
    const reply = await desk.finance.post(`/payout-batches/${batch.id}/result-files`, {
      contentBase64: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]).toString('base64'),
    })
    expect([reply.status, codeOf(reply)]).toEqual([400, 'unreadable_body'])
  })
})
