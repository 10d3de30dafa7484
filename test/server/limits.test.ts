import mongoose, { Types } from 'mongoose'
import type { ClaimPreview, ClaimView } from '#shared/claims'
import { codeOf, event, openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok, steps, submission } from '../support/path-steps'
import { putInForce } from '../support/policy-in-force'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

/** Puts in force what is common elsewhere: at most three a year, once for each trade, within twelve months. */
const begin = (decided: Record<string, number> = {}) => putInForce('common', decided)

const preview = async (worker: Caller, enrolmentId: string) =>
  ok<ClaimPreview>(await worker.get(`/enrolments/${enrolmentId}/claim-preview`))

/** Enrols the worker in a second running class, taught, examined and certified to the end. */
async function secondTraining(worker: Caller, number: number): Promise<string> {
  ok(await worker.put('/me/employment', { ...employer, proofNumber: `HT-${String(number)}` }))
  const enrolment = await steps.enrol(worker, 46)
  await steps.attend(desk.institution, enrolment)
  await steps.passExam(desk.institution, enrolment)
  await steps.certify(desk.institution, enrolment, `SU-A-2021-${String(2000 + number)}`)
  return enrolment.id
}
const employer = {
  employerName: '演示·连云劳务公司',
  proofKind: 'labour_contract',
  employedSince: '2020-06-01',
}

interface StoredClaim {
  _id: Types.ObjectId
  claimNo: string
  enrolmentId: Types.ObjectId
  entitlementKey?: string
  state: string
  tradeSeq: number
  submittedAt: Date
}

/** Gives the worker earlier claims: copies of one, for other trainings. */
async function remember(claim: ClaimView, earlier: Partial<StoredClaim>[]): Promise<void> {
  const claims = mongoose.connection.collection<StoredClaim>('claims')
  const original = await claims.findOne({ _id: new Types.ObjectId(claim.id) })
  if (!original) throw new Error('The claim is not in the store')
  await claims.insertMany(
    earlier.map((change, index) => ({
      ...original,
      _id: new Types.ObjectId(),
      claimNo: `${original.claimNo}-${String(index)}`,
      enrolmentId: new Types.ObjectId(),
      entitlementKey: `training:${String(new Types.ObjectId())}`,
      ...change,
    })),
  )
}

const send = async (worker: Caller, enrolmentId: string): Promise<Reply> =>
  worker.post('/claims', submission(await preview(worker, enrolmentId)))

describe('where three claims a year are the limit', () => {
  test('the third passes, the fourth waits for January and says on what that rests', async () => {
    await begin()
    const { worker, number, claim } = await desk.newCase()
    const enrolmentId = await secondTraining(worker, number)
    await remember(claim, [{ tradeSeq: 1 }])
    expect((await preview(worker, enrolmentId)).blocks).toEqual([])
    await remember(claim, [{ tradeSeq: 2, claimNo: 'X', entitlementKey: 'training:x' }])
    const full = await preview(worker, enrolmentId)
    expect(full).toMatchObject({
      mayClaim: false,
      blocks: [{ reason: 'yearly_limit', until: '2022-01-01' }],
    })
    expect(full.missing.map(({ text }) => text)).toEqual([
      '今年的次数已经用完，2022年1月1日起可以再领（外地常见做法，原文没有写；见南京市职业技能补贴申领指南（2023年））',
    ])
    const refused = await worker.post('/claims', submission(full))
    expect([refused.status, codeOf(refused)]).toEqual([409, 'claim_blocked'])
    expect((refused.body as { detail: string }).detail).toContain('2022年1月1日起可以再领')
  })

  test('withdrawn and refused claims, and those of another year or person, do not count', async () => {
    await begin()
    const { worker, number, claim } = await desk.newCase()
    const enrolmentId = await secondTraining(worker, number)
    const lastYear = new Date('2020-12-31T15:59:59Z')
    await remember(claim, [
      { tradeSeq: 1, state: 'withdrawn' },
      { tradeSeq: 2, state: 'refused' },
      { tradeSeq: 3, submittedAt: lastYear },
    ])
    await desk.newCase()
    expect((await send(worker, enrolmentId)).status).toBe(201)
  })

  test('the year begins at midnight in Shanghai', async () => {
    await begin({ 'limits.perYear': 2 })
    const { worker, number, claim } = await desk.newCase()
    const enrolmentId = await secondTraining(worker, number)
    await remember(claim, [{ tradeSeq: 1, submittedAt: new Date('2020-12-31T16:00:00Z') }])
    expect((await preview(worker, enrolmentId)).blocks).toMatchObject([{ reason: 'yearly_limit' }])
  })
})

test('two claims at the same moment do not both pass where one is left', async () => {
  await begin({ 'limits.perYear': 1 })
  for (let round = 0; round < 3; round += 1) {
    const { worker, number, enrolment } = await desk.newTraining()
    const other = await secondTraining(worker, number)
    const bodies = [await preview(worker, enrolment.id), await preview(worker, other)].map(submission)
    const replies = await Promise.all(bodies.map((body) => worker.post('/claims', body)))
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(replies.filter(({ status }) => status === 409).map(codeOf)).toEqual(['claim_blocked'])
  }
})

test('the same trade pays once, and the earlier claim is named by its day', async () => {
  await begin()
  const { worker, number, claim } = await desk.newCase()
  const enrolmentId = await secondTraining(worker, number)
  await remember(claim, [{ tradeSeq: 46, submittedAt: new Date('2020-03-01T02:00:00Z') }])
  const { blocks, missing } = await preview(worker, enrolmentId)
  expect(blocks).toMatchObject([{ reason: 'same_trade_and_level', until: null }])
  expect(missing[0]?.text).toContain('同一工种、同一等级已经领过，不能再领（2020年3月1日申领的）')
})

describe('the last day to claim', () => {
  test('is twelve months after the certificate, and is shown', async () => {
    await begin()
    const { worker, enrolment } = await desk.newTraining(46)
    expect((await preview(worker, enrolment.id)).claimBy).toEqual({
      lastDay: '2022-06-18',
      text: '最晚2022年6月18日（当天也行）申领',
    })
  })

  test('does not pass again when the certificate is mended to an older one', async () => {
    await begin({ 'claim.deadlineMonths': 1 })
    const { worker, claim, enrolment } = await desk.newCase(46)
    ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'certificate_unclear' }))
    const body = { kind: 'special_operations', number: 'SU-A-2021-9999', issuedOn: '2021-05-17' }
    ok(await desk.institution.put(`/enrolments/${enrolment.id}/certificate`, body))
    const cardLastFour = submission(await preview(worker, enrolment.id)) as { cardLastFour: string }
    const refused = await event(worker, claim, { event: 'supply', cardLastFour: cardLastFour.cardLastFour })
    expect([refused.status, codeOf(refused)]).toEqual([409, 'claim_blocked'])
    ok(
      await desk.institution.put(`/enrolments/${enrolment.id}/certificate`, {
        ...body,
        issuedOn: '2021-05-18',
      }),
    )
    ok(await event(worker, claim, { event: 'supply', cardLastFour: cardLastFour.cardLastFour }))
  })
})

test('under the notice nothing is limited but the same training and the same certificate', async () => {
  await putInForce('notice')
  const { worker, number, claim } = await desk.newCase()
  const enrolmentId = await secondTraining(worker, number)
  await remember(
    claim,
    Array.from({ length: 5 }, () => ({ tradeSeq: 46 })),
  )
  expect(await preview(worker, enrolmentId)).toMatchObject({ mayClaim: true, blocks: [], claimBy: null })
  expect((await send(worker, enrolmentId)).status).toBe(201)
  const again = await worker.post('/claims', submission(await preview(worker, enrolmentId)))
  expect([again.status, codeOf(again)]).toEqual([409, 'already_claimed'])
})
