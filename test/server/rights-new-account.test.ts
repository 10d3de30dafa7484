import type { ClaimPreview } from '#shared/claims'
import { AccountDeletions } from '../../server/personal-data/account-deletion.model'
import { forgetKept } from '../../server/personal-data/deletion-work.service'
import { certificateNo, employment, openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok, steps, submission } from '../support/path-steps'
import { joinedWorker } from '../support/people'
import { putInForce } from '../support/policy-in-force'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type Caller, type TestServer } from '../support/server'

const DAY_MS = 86_400_000
let server: TestServer
let desk: ClaimDesk
let rights: ReturnType<typeof openRightsDesk>

beforeEach(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
  rights = openRightsDesk(server)
})
afterEach(() => server.stop())

/** Somebody who was paid for row 41, deleted the account and has begun anew with the same papers. */
async function begunAnew(): Promise<{ worker: Caller; formerId: string; number: number }> {
  const paid = await desk.newPayable()
  await steps.pay(desk.finance, await steps.batch(desk, [paid.claim]))
  const formerId = await rights.idOf(paid.worker)
  ok(await rights.ask(paid.worker))
  expect(await rights.carryOutIn(8)).toBe(1)
  return { worker: await joinedWorker(server, paid.number), formerId, number: paid.number }
}

async function trainedAgain(worker: Caller): Promise<string> {
  const enrolment = await steps.enrol(worker, 41)
  await steps.attend(desk.institution, enrolment)
  await steps.passExam(desk.institution, enrolment)
  return enrolment.id
}

const preview = async (worker: Caller, enrolmentId: string) =>
  ok<ClaimPreview>(await worker.get(`/enrolments/${enrolmentId}/claim-preview`))

describe('who was paid, deleted the account and begins anew', () => {
  it('is not paid a second time for the same training', async () => {
    const { worker } = await begunAnew()
    const enrolmentId = await trainedAgain(worker)
    const shown = await preview(worker, enrolmentId)
    expect([shown.mayClaim, shown.existingClaim]).toEqual([false, null])
    expect(shown.missing).toEqual([
      { text: expect.stringContaining('注销以前的账号已经领过') as string, fix: 'none' },
    ])
    const reply = await worker.post('/claims', submission(shown))
    expect(reply.body).toMatchObject({ code: 'already_claimed' })
  })

  it('has used up what the old account had used up', async () => {
    const { worker, number } = await begunAnew()
    await putInForce('common', { 'limits.perYear': 1 })
    ok(await worker.put('/me/employment', employment('HT-1')))
    const enrolment = await steps.enrol(worker, 46)
    await steps.attend(desk.institution, enrolment)
    await steps.passExam(desk.institution, enrolment)
    await steps.certify(desk.institution, enrolment, certificateNo(number))
    const { blocks } = await preview(worker, enrolment.id)
    expect(blocks.map(({ reason }) => reason)).toEqual(['yearly_limit'])
  })

  it('is somebody new once the payment need not be kept any more', async () => {
    const { worker, formerId } = await begunAnew()
    const days = (Date.parse('2051-12-31') - Date.parse('2021-06-18')) / DAY_MS
    await forgetKept(await rights.processIn(days + 1))
    expect((await AccountDeletions.findOne({ personId: formerId }).lean())?.payeeIndex).toBeNull()
    expect((await preview(worker, await trainedAgain(worker))).missing).toEqual([])
  })

  it('is not mixed up with anybody else', async () => {
    await begunAnew()
    const other = await desk.newTraining()
    expect((await preview(other.worker, other.enrolment.id)).mayClaim).toBe(true)
  })
})
