import type { ClaimListView, ClaimPreview, ClaimView } from '#shared/claims'
import { Claims } from '../../server/claims/claim.model'
import {
  certificateNo,
  codeOf,
  employment,
  event,
  lastFour,
  now,
  openDesk,
  type Case,
  type ClaimDesk,
} from '../support/claim-desk'
import { ok, steps, submission } from '../support/path-steps'
import { inventedCard, inventedWorker, joinedWorker } from '../support/people'
import { startTestServer, type Reply, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

const identityOf = (number: number) => {
  const { name, residentIdNumber, mobileNumber } = inventedWorker(number)
  return { consent: true, name, residentIdNumber, mobileNumber }
}

/** What is mended without touching the mobile number, which has a way of its own. */
const proofOf = (number: number) => {
  const { name, residentIdNumber } = inventedWorker(number)
  return { name, residentIdNumber }
}

/** How each coded reason is mended. */
const mending: Record<string, (made: Case) => Promise<Reply>> = {
  identity_mismatch: ({ worker, number }) =>
    worker.put('/me/identity', { consent: true, ...proofOf(number), name: '工更正' }),
  account_invalid: ({ worker, number }) =>
    worker.put('/me/payee-account', {
      consent: true,
      bankName: '演示银行',
      cardNumber: inventedCard(number + 500),
    }),
  employment_unproven: ({ worker }) => worker.put('/me/employment', employment('HT-2')),
  hours_unclear: ({ enrolment }) =>
    desk.institution.put(`/institution/classes/${enrolment.class.id}/lessons/L5/attendance`, {
      entries: [{ enrolmentId: enrolment.id, hoursTenths: 80 }],
    }),
  certificate_unclear: ({ enrolment, number }) =>
    desk.institution.put(`/enrolments/${enrolment.id}/certificate`, {
      kind: 'special_operations',
      number: certificateNo(number + 4000),
      issuedOn: '2021-06-18',
    }),
}

describe('a claim that a bureau returns', () => {
  it.each(Object.keys(mending).map((reason, index) => [index % 2 === 0 ? 'hr' : 'housing', reason] as const))(
    'comes back to the %s bureau after mending, in its old place: %s',
    async (bureau, reasonCode) => {
      const made = await desk.newCase(46)
      const { worker, claim } = made
      if (bureau === 'hr') await steps.pass(desk.housing, claim)
      const officer = bureau === 'hr' ? desk.hr : desk.housing
      const before = await now(officer, claim)
      const returned = ok<ClaimView>(
        await event(officer, claim, { event: 'return', reasonCode, comment: '请核对' }),
      )
      expect(returned).toMatchObject({ state: 'needs_info', permittedEvents: [] })

      const shown = await now(worker, claim)
      expect(shown.returned).toMatchObject({
        byText: bureau === 'hr' ? '人社部门' : '住建部门',
        comment: '请核对',
      })
      expect(shown.permittedEvents).toEqual(['supply', 'withdraw'])

      ok(await (mending[reasonCode] ?? (() => Promise.reject(new Error(reasonCode))))(made))
      const back = ok<ClaimView>(
        await event(worker, claim, { event: 'supply', cardLastFour: await lastFour(worker) }),
      )
      expect(back.state).toBe(`${bureau}_review`)
      expect(back.returned).toBeNull()
      expect((await now(officer, claim)).aheadInQueue).toBe(before.aheadInQueue)
      ok(await event(worker, claim, { event: 'withdraw' }))
    },
  )

  it('keeps its place between the claims before and behind it', async () => {
    const three = [await desk.newCase(), await desk.newCase(), await desk.newCase()]
    const ids = three.map(({ claim }) => claim.id)
    const queue = async () =>
      ok<ClaimListView>(await desk.housing.get('/review/claims'))
        .items.map(({ id }) => id)
        .filter((id) => ids.includes(id))
    expect(await queue()).toEqual(ids)
    const [, middle] = three
    if (!middle) throw new Error('three were made')
    ok(await event(desk.housing, middle.claim, { event: 'return', reasonCode: 'account_invalid' }))
    expect(await queue()).toEqual([ids[0], ids[2]])
    const four = await lastFour(middle.worker)
    ok(await event(middle.worker, middle.claim, { event: 'supply', cardLastFour: four }))
    expect(await queue()).toEqual(ids)
  })

  it('cannot come back while its rule is not met', async () => {
    const { worker, claim, enrolment } = await desk.newCase()
    ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'hours_unclear' }))
    for (const lesson of ['L1', 'L2', 'L3'])
      ok(
        await desk.institution.put(
          `/institution/classes/${enrolment.class.id}/lessons/${lesson}/attendance`,
          {
            entries: [{ enrolmentId: enrolment.id, hoursTenths: 0 }],
          },
        ),
      )
    const reply = await event(worker, claim, { event: 'supply', cardLastFour: await lastFour(worker) })
    expect([reply.status, codeOf(reply)]).toEqual([409, 'conditions_not_met'])
  })

  it('answers for the certificate that stands there after mending, and no longer for the wrong number', async () => {
    const { worker, claim, enrolment, number } = await desk.newCase(46)
    ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'certificate_unclear' }))
    await steps.certify(desk.institution, enrolment, `RIGHT-${number}`)

    const rightful = await joinedWorker(server, 400 + number)
    ok(await rightful.put('/me/employment', employment('HT-3')))
    const theirs = await steps.enrol(rightful, 46)
    await steps.attend(desk.institution, theirs)
    await steps.passExam(desk.institution, theirs)
    await steps.certify(desk.institution, theirs, certificateNo(number))
    const early = ok<ClaimPreview>(await rightful.get(`/enrolments/${theirs.id}/claim-preview`))
    expect(early).toMatchObject({ mayClaim: false, existingClaim: null, missing: [{ fix: 'institution' }] })
    const refused = await rightful.post('/claims', submission(early))
    expect([refused.status, codeOf(refused)]).toEqual([409, 'already_claimed'])
    expect(JSON.stringify([early, refused.body])).not.toContain(claim.claimNo)

    ok(await event(worker, claim, { event: 'supply', cardLastFour: await lastFour(worker) }))
    expect((await steps.claim(rightful, theirs)).state).toBe('housing_review')
  })

  it('is the only one for its training, also while another certificate number stands there', async () => {
    const { worker, claim, enrolment, number } = await desk.newCase(46)
    const preview = ok<ClaimPreview>(await worker.get(`/enrolments/${enrolment.id}/claim-preview`))
    expect(preview.existingClaim?.id).toBe(claim.id)
    ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'certificate_unclear' }))
    await steps.certify(desk.institution, enrolment, `MENDED-${number}`)
    const after = ok<ClaimPreview>(await worker.get(`/enrolments/${enrolment.id}/claim-preview`))
    expect([after.mayClaim, after.existingClaim?.id]).toEqual([false, claim.id])
    const second = await worker.post('/claims', submission(preview))
    expect(second.body).toMatchObject({ code: 'already_claimed', claimNo: claim.claimNo })
    expect(await Claims.countDocuments({ enrolmentId: enrolment.id })).toBe(1)

    ok(await event(worker, claim, { event: 'withdraw' }))
    expect((await steps.claim(worker, enrolment)).state).toBe('housing_review')
  })

  it('opens the institution’s records only when it was asked about them', async () => {
    const { claim, enrolment } = await desk.newCase()
    const exam = { passed: true, examinedOn: '2021-06-17' }
    const enter = async () =>
      (await desk.institution.put(`/enrolments/${enrolment.id}/exam-result`, exam)).status
    expect(await enter()).toBe(409)
    ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'account_invalid' }))
    expect(await enter()).toBe(409)
  })
})

describe('identity, account and employment', () => {
  it('keeps who somebody is from the first hour on record, so that nobody attends for another', async () => {
    const number = 901
    const worker = await joinedWorker(server, number)
    const enrolment = await steps.enrol(worker, 41)
    expect((await worker.put('/me/identity', identityOf(number))).status).toBe(200)
    await steps.attend(desk.institution, enrolment, 1)
    const refused = await worker.put('/me/identity', identityOf(number))
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ code: 'not_in_this_state' })
  })

  it('keeps who somebody is from the certificate on, so that nobody is paid for the paper of another', async () => {
    const number = 902
    const worker = await joinedWorker(server, number)
    const enrolment = await steps.enrol(worker, 46)
    await steps.certify(desk.institution, enrolment, 'WHOSE-1')
    const refused = await worker.put('/me/identity', identityOf(number))
    expect([refused.status, codeOf(refused)]).toEqual([409, 'not_in_this_state'])
  })

  it('hold still while a claim is under way, and open only for what was asked', async () => {
    const { worker, claim, number } = await desk.newCase()
    const setIdentity = () => worker.put('/me/identity', identityOf(number))
    const refused = await setIdentity()
    expect([refused.status, codeOf(refused)]).toEqual([409, 'not_in_this_state'])
    ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'identity_mismatch' }))
    expect((await setIdentity()).status).toBe(200)
    ok(await event(worker, claim, { event: 'supply', cardLastFour: await lastFour(worker) }))
    expect((await setIdentity()).status).toBe(409)
    ok(await event(worker, claim, { event: 'withdraw' }))
    expect((await setIdentity()).status).toBe(409)
  })

  it('stay closed when the claim came back for another reason', async () => {
    const { worker, claim, number } = await desk.newCase()
    ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'account_invalid' }))
    expect((await worker.put('/me/identity', identityOf(number))).status).toBe(409)
  })

  it('of the claim stay as they were confirmed, whatever the worker enters meanwhile', async () => {
    const { worker, claim, number } = await desk.newCase()
    const before = (await now(worker, claim)).account
    ok(
      await worker.put('/me/payee-account', {
        consent: true,
        bankName: '别的银行',
        cardNumber: inventedCard(number + 300),
      }),
    )
    expect((await now(worker, claim)).account).toEqual(before)
    await steps.pass(desk.housing, claim)
    await steps.pass(desk.hr, claim)
    expect((await now(worker, claim)).account).toEqual(before)
  })
})
