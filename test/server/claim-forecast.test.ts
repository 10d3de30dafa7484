import type { ClaimView } from '#shared/claims'
import { Claims } from '../../server/claims/claim.model'
import { measureStageTimes } from '../../server/claims/stage-times.service'
import { event, openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

const measure = async () => measureStageTimes(await openRightsDesk(server).processIn(0))

describe('when the money may be there', () => {
  it('is said once enough claims went the whole way, measured in the job and not with the question', async () => {
    const { worker, claim } = await desk.newCase()
    const mine = async () => ok<ClaimView>(await worker.get(`/claims/${claim.id}`)).forecast
    expect(await mine()).toMatchObject({ kind: 'unknown' })
    const { claim: model } = await desk.newPayable()
    const whole = await Claims.findById(model.id).lean()
    if (!whole) throw new Error('The claim is not in the store')
    const day = (number: number) => new Date(`2021-06-${String(number).padStart(2, '0')}T02:00:00.000Z`)
    const step = (from: string, to: string, number: number) => ({
      ...{ at: day(number), event: 'pass', from, to, actorId: null, actorRole: 'system', detail: '' },
    })
    const history = [
      step('submitted', 'housing_review', 1),
      step('housing_review', 'hr_review', 3),
      step('hr_review', 'approved', 4),
      step('approved', 'payable', 4),
      step('payable', 'in_batch', 9),
      step('in_batch', 'paid', 10),
    ]
    await Claims.collection.updateOne({ _id: whole._id }, { $set: { history, state: 'paid' } })
    expect(await measure()).toBeGreaterThanOrEqual(4)
    expect(await mine()).toMatchObject({ kind: 'unknown', reason: '办过的还不多，暂时估计不出到账时间' })
    for (let copy = 0; copy < 4; copy += 1) {
      const other = await desk.newCase()
      await Claims.collection.updateOne(
        { claimNo: other.claim.claimNo },
        { $set: { history, state: 'paid' } },
      )
    }
    await measure()
    expect(await mine()).toEqual({
      kind: 'range',
      from: '2021-06-29',
      until: '2021-06-29',
      basis:
        '按最近办的5笔估计，一般：住建审核2个工作日，人社审核1个工作日，排进打款3个工作日，银行打款1个工作日。不是承诺',
    })
  })

  it('is not said of a claim that came back to its worker', async () => {
    const { worker, claim } = await desk.newCase()
    ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'account_invalid' }))
    const { forecast } = ok<ClaimView>(await worker.get(`/claims/${claim.id}`))
    expect(forecast).toEqual({ kind: 'unknown', reason: '您补好交上来以后，再估计到账时间' })
  })
})
