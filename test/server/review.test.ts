import { Types } from 'mongoose'
import type { ClaimPreview, ClaimView } from '#shared/claims'
import type { NotificationListView } from '#shared/notifications'
import type { MeView } from '#shared/people'
import { People } from '../../server/people/person.model'
import { codeOf, event, lastFour, now, openDesk, pointersOf, type ClaimDesk } from '../support/claim-desk'
import { ok, steps, submission } from '../support/path-steps'
import { joinedWorker } from '../support/people'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

describe('a claim that is refused or withdrawn', () => {
  it('is refused for good: the entitlement stays used, and the worker reads exactly why', async () => {
    const { worker, claim, enrolment } = await desk.newCase()
    const missing = await event(desk.housing, claim, { event: 'refuse', reasonCode: 'untrue_records' })
    expect([missing.status, pointersOf(missing)]).toEqual([422, ['/comment']])
    ok(
      await event(desk.housing, claim, {
        event: 'refuse',
        reasonCode: 'untrue_records',
        comment: '考试那天不在场',
      }),
    )
    const seen = await now(worker, claim)
    expect(seen).toMatchObject({
      state: 'refused',
      permittedEvents: ['appeal'],
      refused: { byText: '住建部门', comment: '考试那天不在场' },
    })
    const preview = ok<ClaimPreview>(await worker.get(`/enrolments/${enrolment.id}/claim-preview`))
    const again = await worker.post('/claims', submission(preview))
    expect(again.body).toMatchObject({ status: 409, code: 'already_claimed', claimNo: claim.claimNo })
    const [message] = ok<NotificationListView>(await worker.get('/me/notifications')).items
    expect(message?.body).toContain('考试那天不在场')
  })

  it.each(['housing_review', 'hr_review', 'needs_info'] as const)(
    'frees the entitlement when it is withdrawn out of %s: a new claim is possible',
    async (state) => {
      const { worker, claim, enrolment } = await desk.newCase()
      if (state === 'hr_review') await steps.pass(desk.housing, claim)
      if (state === 'needs_info')
        ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'account_invalid' }))
      const withdrawn = ok<ClaimView>(await event(worker, claim, { event: 'withdraw' }))
      expect(withdrawn).toMatchObject({ state: 'withdrawn', returned: null, permittedEvents: [] })
      const next = await steps.claim(worker, enrolment)
      expect(next.claimNo).not.toBe(claim.claimNo)
      expect(next.state).toBe('housing_review')
    },
  )

  it('cannot be withdrawn once it is approved', async () => {
    const { worker, claim } = await desk.newCase()
    await steps.pass(desk.housing, claim)
    await steps.pass(desk.hr, claim)
    const reply = await event(worker, claim, { event: 'withdraw' })
    expect(reply.body).toMatchObject({
      ...{ status: 409, code: 'not_in_this_state' },
      permittedEvents: ['change_account'],
    })
  })
})

describe('two reviews by two people', () => {
  it('are not done by one person who belongs to both bureaux', async () => {
    const { claim } = await desk.newCase()
    await People.updateOne({ demoKey: 'hr-officer' }, { roles: ['housing', 'hr'] })
    await steps.pass(desk.hr, claim)
    for (const body of [
      { event: 'pass', checks: claim.checksNeeded },
      { event: 'return', reasonCode: 'account_invalid' },
      { event: 'refuse', reasonCode: 'duplicate', comment: '重复' },
    ]) {
      const reply = await event(desk.hr, claim, body)
      expect([body.event, reply.status, codeOf(reply)]).toEqual([body.event, 409, 'same_reviewer'])
    }
    expect((await now(desk.hr, claim)).permittedEvents).toEqual(['hold'])
    await People.updateOne({ demoKey: 'hr-officer' }, { roles: ['hr'] })
  })

  it('are not done by one person who changed bureaux in between', async () => {
    const { claim } = await desk.newCase()
    await steps.pass(desk.housing, claim)
    await People.updateOne({ demoKey: 'housing-officer' }, { roles: ['hr'] })
    const reply = await event(desk.housing, claim, { event: 'pass', checks: claim.checksNeeded })
    await People.updateOne({ demoKey: 'housing-officer' }, { roles: ['housing'] })
    expect([reply.status, codeOf(reply)]).toEqual([409, 'same_reviewer'])
    expect((await steps.pass(desk.hr, claim)).state).toBe('payable')
  })

  it('come in their order: the HR bureau cannot pass what housing has not', async () => {
    const { claim } = await desk.newCase()
    const reply = await event(desk.hr, claim, { event: 'pass', checks: claim.checksNeeded })
    expect(reply.status).toBe(403)
    expect((await now(desk.housing, claim)).state).toBe('housing_review')
  })
})

describe('an event at the wrong time', () => {
  it('is 409 and says what is possible instead', async () => {
    const { worker, claim } = await desk.newCase()
    const supplied = await event(worker, claim, { event: 'supply', cardLastFour: await lastFour(worker) })
    expect(supplied.body).toMatchObject({
      status: 409,
      code: 'not_in_this_state',
      permittedEvents: ['withdraw'],
    })
    const account = await event(worker, claim, {
      event: 'change_account',
      cardLastFour: await lastFour(worker),
    })
    expect(account.body).toMatchObject({ status: 409, permittedEvents: ['withdraw'] })
  })

  it('is 409 changed_meanwhile when it was decided on an old sight of the claim', async () => {
    const { claim } = await desk.newCase()
    await steps.pass(desk.housing, claim)
    const late = { event: 'return', reasonCode: 'account_invalid', revision: claim.revision }
    const reply = await desk.housing.post(`/claims/${claim.id}/events`, late)
    expect([reply.status, codeOf(reply)]).toEqual([409, 'changed_meanwhile'])
  })

  it('happens once when two officers decide in the same moment', async () => {
    const colleague = await joinedWorker(server, 900)
    const { id } = ok<MeView>(await colleague.get('/me'))
    await People.updateOne({ _id: new Types.ObjectId(id) }, { roles: ['housing'] })
    for (let round = 0; round < 3; round += 1) {
      const { claim } = await desk.newCase()
      const { revision } = await now(desk.housing, claim)
      const replies = await Promise.all([
        desk.housing.post(`/claims/${claim.id}/events`, {
          event: 'pass',
          revision,
          checks: claim.checksNeeded,
        }),
        colleague.post(`/claims/${claim.id}/events`, {
          event: 'refuse',
          revision,
          reasonCode: 'duplicate',
          comment: '重复',
        }),
      ])
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
      const lost = replies.find(({ status }) => status === 409)
      expect(lost && codeOf(lost)).toBe('changed_meanwhile')
      const steps = (await now(desk.housing, claim)).timeline.filter(({ at }) => at !== null)
      expect(steps).toHaveLength(2)
    }
  })
})

describe('what an officer has to do before passing', () => {
  it('is every check, each named when it is left out', async () => {
    const { claim } = await desk.newCase(46)
    expect(claim.checksNeeded).toEqual(['identity', 'certificate', 'employment', 'account'])
    const reply = await event(desk.housing, claim, {
      event: 'pass',
      checks: ['identity', 'account', 'identity'],
    })
    expect([reply.status, pointersOf(reply)]).toEqual([422, ['/checks']])
    expect((reply.body as { detail: string }).detail).toContain('证书编号查得到、用人单位证明属实')
  })

  it('is, for a cap, a sum within it and a reason', async () => {
    const { claim } = await desk.newCase(46)
    await steps.pass(desk.housing, claim)
    const pass = (more: object) =>
      event(desk.hr, claim, { event: 'pass', checks: claim.checksNeeded, ...more })
    const cases: [object, string[]][] = [
      [{}, ['/decidedFen', '/reason']],
      [{ decidedFen: 0, reason: '不发' }, ['/decidedFen']],
      [{ decidedFen: 100_001, reason: '多发' }, ['/decidedFen']],
      [{ decidedFen: -1, reason: '倒扣' }, ['/decidedFen']],
      [{ decidedFen: 0.5, reason: '半分' }, ['/decidedFen']],
      [{ decidedFen: 80_000 }, ['/reason']],
      [{ decidedFen: 80_000, reason: '  \u3000 ' }, ['/reason']],
      [{ decidedFen: 80_000, reason: '长'.repeat(201) }, ['/reason']],
    ]
    for (const [more, pointers] of cases) {
      const reply = await pass(more)
      expect([more, reply.status, pointersOf(reply)]).toEqual([more, 422, pointers])
    }
    const approved = ok<ClaimView>(await pass({ decidedFen: 100_000, reason: '按上限核定' }))
    expect(approved).toMatchObject({ state: 'payable', decidedFen: 100_000, amount: { kind: 'upTo' } })
  })

  it('is nothing about the sum where it is fixed: another one is refused', async () => {
    const { claim } = await desk.newCase()
    await steps.pass(desk.housing, claim)
    const body = { event: 'pass', checks: claim.checksNeeded, decidedFen: 49_999, reason: '少发' }
    expect(pointersOf(await event(desk.hr, claim, body))).toEqual(['/decidedFen'])
    expect((await steps.pass(desk.hr, claim, { decidedFen: 50_000 })).decidedFen).toBe(50_000)
  })
})
