import { Types } from 'mongoose'
import { Claims } from '../../server/claims/claim.model'
import { Payments } from '../../server/payouts/payout.model'
import { openDesk, type ClaimDesk } from '../support/claim-desk'
import { steps } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

/** Whatever the code above gets wrong, these keys hold. */
describe('the store itself', () => {
  it('refuses a second live claim for an entitlement, and for a training', async () => {
    const { claim } = await desk.newCase()
    const { _id, ...stored } = await Claims.findById(claim.id).orFail().lean()
    const again = { ...stored, _id: new Types.ObjectId(), claimNo: `${claim.claimNo}-2` }
    await expect(Claims.create({ ...again, enrolmentId: _id })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { entitlementKey: 1 },
    })
    await expect(Claims.create({ ...again, entitlementKey: 'another' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { enrolmentId: 1 },
    })
  })

  it('refuses a second live payment for a claim, and for a person of a list', async () => {
    const { claim } = await desk.newPayable()
    await steps.batch(desk, [claim])
    const { _id, ...stored } = await Payments.findOne({ 'lines.claimId': claim.id }).orFail().lean()
    const again = { ...stored, _id: new Types.ObjectId() }
    await expect(Payments.create({ ...again, batchId: _id })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { liveClaimIds: 1 },
    })
    await expect(Payments.create({ ...again, liveClaimIds: [_id] })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { batchId: 1, workerId: 1 },
    })
  })
})
