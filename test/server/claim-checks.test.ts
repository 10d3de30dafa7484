import type { ClaimCheckName } from '#shared/claim-checks'
import type { ClaimView } from '#shared/claims'
import type { SightListView } from '#shared/sights'
import { Claims } from '../../server/claims/claim.model'
import { Institutions } from '../../server/institutions/institution.model'
import { HeldCertificates } from '../../server/certificates/held-certificate.model'
import { AttendanceFlags } from '../../server/attendance/attendance-flag.model'
import { event, now, openDesk, pointersOf, type Case, type ClaimDesk } from '../support/claim-desk'
import { joinedWorker, inventedWorker } from '../support/people'
import { ok, steps } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

const checkOf = (claim: ClaimView, name: ClaimCheckName) =>
  claim.machineChecks.find((each) => each.name === name)
const seen = ({ claim }: Pick<Case, 'claim'>) => now(desk.housing, claim)

describe('what machines find about a claim', () => {
  it('is a list of named checks by its rule, each with its evidence; what no register says is never passed', async () => {
    const rebar = await seen(await desk.newCase())
    expect(rebar.machineChecks.map(({ name, standing }) => `${name} ${standing}`)).toEqual([
      ...['identity no_data', 'hours pass', 'exam pass', 'period pass', 'in_list pass', 'attendance pass'],
      ...['duplicates pass', 'limits pass', 'sanctions no_data', 'account no_data'],
    ])
    expect(rebar.machineChecks.every(({ evidence }) => evidence !== '')).toBe(true)
    const crane = await seen(await desk.newCase(46))
    expect(checkOf(crane, 'certificate')).toMatchObject({ standing: 'no_data' })
    expect(checkOf(crane, 'employee_proof')).toMatchObject({ standing: 'no_data' })
    expect(checkOf(crane, 'hours')).toBeUndefined()
  })

  it('is not shown to the worker', async () => {
    const { worker, claim } = await desk.newCase()
    expect(await now(worker, claim)).toMatchObject({ machineChecks: [], suspects: null, checksMade: [] })
  })

  it('says what the national site has said of the certificate', async () => {
    const made = await desk.newCase(46)
    await HeldCertificates.updateOne(
      { enrolmentId: made.enrolment.id },
      { standing: 'revoked', checkedOn: '2021-06-18' },
    )
    expect(checkOf(await seen(made), 'certificate')).toMatchObject({
      standing: 'fail',
      evidence: expect.stringContaining('已被注销') as string,
    })
  })

  it('counts doubts about attendance that nobody has looked at, and those that a look left', async () => {
    const made = await desk.newCase()
    const { workerId, enrolmentId } = await Claims.findById(made.claim.id).orFail().lean()
    const about = { classId: made.enrolment.class.id, lessonId: null, personIds: [workerId] }
    const flag = { ...about, _id: enrolmentId.toHexString(), sign: 'one_phone' as const, foundAt: new Date() }
    await AttendanceFlags.create(flag)
    expect(checkOf(await seen(made), 'attendance')).toMatchObject({ standing: 'fail' })
    const look = { note: '查过', at: new Date(), byId: workerId }
    await AttendanceFlags.updateOne({ _id: flag._id }, { look: { ...look, outcome: 'explained' } })
    expect(checkOf(await seen(made), 'attendance')).toMatchObject({ standing: 'pass' })
    await AttendanceFlags.updateOne({ _id: flag._id }, { look: { ...look, outcome: 'doubtful' } })
    expect(checkOf(await seen(made), 'attendance')).toMatchObject({ standing: 'fail' })
    await AttendanceFlags.deleteOne({ _id: flag._id })
  })

  it('looks at the lists and records of this moment, and what it found stays with the decision', async () => {
    const made = await desk.newCase()
    const listed = await Institutions.findOne({ name: made.claim.institutionName }).orFail().lean()
    await Institutions.updateOne({ _id: listed._id }, { listPeriods: [] })
    expect(checkOf(await seen(made), 'in_list')).toMatchObject({ standing: 'no_data' })
    await steps.pass(desk.housing, made.claim)
    await Institutions.updateOne({ _id: listed._id }, { listPeriods: listed.listPeriods })
    const [first] = (await now(desk.hr, made.claim)).checksMade
    expect(first).toMatchObject({ byText: '住建部门', passed: ['identity', 'training', 'account'] })
    expect(first?.machine.find(({ name }) => name === 'in_list')?.standing).toBe('no_data')
  })
})

describe('claims that may be one and the same', () => {
  /** Two workers' claims, the second made to share something with the first. */
  async function pair(change: (first: Case, second: Case) => Promise<unknown>): Promise<[Case, ClaimView]> {
    const first = await desk.newCase()
    const second = await desk.newCase()
    await change(first, second)
    return [first, await seen(second)]
  }
  const fieldsOf = async ({ claim }: Case) => Claims.findById(claim.id).orFail().lean()

  it('stand side by side, masked, with what they have in common: the card', async () => {
    const [first, claim] = await pair(async (one, two) => {
      const { account } = await fieldsOf(one)
      await Claims.updateOne({ _id: two.claim.id }, { 'account.cardIndex': account.cardIndex })
    })
    expect(claim.suspects?.others.map(({ id, likenesses }) => [id, likenesses])).toEqual([
      [first.claim.id, ['card']],
    ])
    expect(checkOf(claim, 'account')).toMatchObject({ standing: 'fail' })
    const { name, residentIdNumber, mobileNumber, cardNumber } = inventedWorker(first.number)
    for (const secret of [name, residentIdNumber, mobileNumber, cardNumber])
      expect(JSON.stringify(claim)).not.toContain(secret)
  })

  it('are seen by whoever compares them, and their people can look that up', async () => {
    const [first] = await pair((one, two) =>
      Claims.updateMany({ _id: { $in: [one.claim.id, two.claim.id] } }, { deviceHash: `s${two.number}` }),
    )
    const { items } = ok<SightListView>(await first.worker.get('/me/sights'))
    expect(items.map(({ who }) => who)).toContain('住建部门')
  })

  it('share the device on which they were made', async () => {
    const [first, claim] = await pair((one, two) =>
      Claims.updateMany({ _id: { $in: [one.claim.id, two.claim.id] } }, { deviceHash: `d${two.number}` }),
    )
    expect(claim.suspects?.others).toMatchObject([{ id: first.claim.id, likenesses: ['device'] }])
  })

  it('share the phone number, or name and day of birth, of people with two documents', async () => {
    const one = inventedWorker(880)
    const two = inventedWorker(881)
    const sameDay = twinNumber(one.residentIdNumber)
    const first = await claimed(880, {})
    const second = await claimed(881, {
      name: one.name,
      residentIdNumber: sameDay,
      mobileNumber: one.mobileNumber,
    })
    expect(two.cardNumber).not.toBe(one.cardNumber)
    expect((await now(desk.hr, second)).suspects?.others).toMatchObject([
      { id: first.id, likenesses: ['mobile', 'name_birth'] },
    ])
  })

  it('are one person’s for the same trade twice, whatever the class', async () => {
    const made = await desk.newCase()
    const { workerId } = await fieldsOf(made)
    const other = await desk.newCase()
    await Claims.updateOne({ _id: other.claim.id }, { workerId })
    expect((await seen(made)).suspects?.others).toMatchObject([
      { id: other.claim.id, likenesses: ['same_trade'] },
    ])
  })

  it('ask nothing of a claim that was withdrawn', async () => {
    const [first, claim] = await pair((one, two) =>
      Claims.updateMany({ _id: { $in: [one.claim.id, two.claim.id] } }, { deviceHash: `w${two.number}` }),
    )
    expect(claim.suspects?.others).toHaveLength(1)
    ok(await event(first.worker, first.claim, { event: 'withdraw' }))
    expect((await now(desk.housing, claim)).suspects).toBeNull()
  })

  it('pass neither bureau before a person has said that they are not', async () => {
    const [, claim] = await pair((one, two) =>
      Claims.updateMany({ _id: { $in: [one.claim.id, two.claim.id] } }, { deviceHash: `p${two.number}` }),
    )
    expect(claim.checksNeeded).toEqual(['identity', 'training', 'account', 'duplicates'])
    const checks = claim.checksNeeded.filter((check) => check !== 'duplicates')
    expect(pointersOf(await event(desk.housing, claim, { event: 'pass', checks }))).toEqual(['/checks'])
    await steps.pass(desk.housing, claim)
    expect((await steps.pass(desk.hr, claim)).state).toBe('payable')
  })

  /** A worker of the invented ones, with these changes to who they are, whose training is claimed for. */
  async function claimed(number: number, changes: object): Promise<ClaimView> {
    const worker = await joinedWorker(server, number, changes)
    const enrolment = await steps.enrol(worker, 41)
    await steps.attend(desk.institution, enrolment)
    await steps.passExam(desk.institution, enrolment)
    return steps.claim(worker, enrolment)
  }
})

/** Another number of the same day of birth: its order number is one higher, its check digit recomputed. */
function twinNumber(residentId: string): string {
  const body = `${residentId.slice(0, 14)}${String((Number(residentId.slice(14, 17)) + 2) % 1000).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return `${body}${'10X98765432'[sum % 11] ?? ''}`
}
