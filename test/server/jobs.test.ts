import type { JobListView } from '#shared/jobs'
import type { NotificationListView } from '#shared/notifications'
import { Claims } from '../../server/claims/claim.model'
import { round, type Job } from '../../server/jobs/job-runner'
import { Jobs } from '../../server/jobs/job.model'
import { createLogger } from '../../server/logger'
import { event, openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
const DAY_MS = 86_400_000

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

let clock = Date.now()
const lines: string[] = []
const runner = (jobs: Job[], owner = 'one') => ({
  jobs,
  owner,
  now: () => new Date(clock),
  log: createLogger('info', { write: (text) => void lines.push(text) }),
})
const job = (name: string, run: () => Promise<number>, everyMinutes = 10): Job => ({
  name,
  what: '测试',
  everyMinutes,
  run,
})
const recordOf = (name: string) => Jobs.findById(name).orFail().lean()

describe('a job', () => {
  it('runs when it is due, and then not before its time', async () => {
    let runs = 0
    const due = runner([job('test-due', async () => (runs += 1))])
    await round(due)
    await round(due)
    expect(runs).toBe(1)
    clock += 11 * 60_000
    await round(due)
    expect(runs).toBe(2)
    expect(await recordOf('test-due')).toMatchObject({ failures: 0, lastCount: 2, leaseOwner: null })
  })

  it('runs in one process at a time', async () => {
    let runs = 0
    const slow = job('test-alone', async () => {
      runs += 1
      await new Promise((resolve) => setTimeout(resolve, 150))
      return 1
    })
    await Promise.all(['one', 'two', 'three'].map((owner) => round(runner([slow], owner))))
    expect(runs).toBe(1)
  })

  it('is taken over when the process that had it is gone, whose late word then counts for nothing', async () => {
    let release: (() => void) | null = null
    const held = job('test-taken-over', () => new Promise<number>((resolve) => (release = () => resolve(1))))
    const first = round(runner([held], 'one'))
    while (release === null) await new Promise((resolve) => setTimeout(resolve, 10))
    clock += 31_000
    await round(runner([job('test-taken-over', async () => 2)], 'two'))
    ;(release as () => void)()
    await first
    expect(await recordOf('test-taken-over')).toMatchObject({ lastCount: 2, fence: 2 })
  })

  it('is tried again sooner after a failure, and raises the alarm when it keeps failing', async () => {
    const failing = runner([
      job(
        'test-failing',
        async () => {
          throw new Error('the store is tired')
        },
        60,
      ),
    ])
    for (const minutes of [0.6, 2.1, 10.1]) {
      await round(failing)
      clock += minutes * 60_000
    }
    expect(await recordOf('test-failing')).toMatchObject({ failures: 3 })
    const told = lines.filter((line) => line.includes('test-failing'))
    expect(told.map((line) => line.includes('job_keeps_failing'))).toEqual([false, false, true])
  })
})

describe('the jobs of the server', () => {
  it('are all there for officers to see, with their last run', async () => {
    await eventually(async () => {
      const { items } = ok<JobListView>(await desk.housing.get('/jobs'))
      expect(items.map(({ name }) => name)).toEqual([
        'turn_policies',
        'remind_workers',
        'tell_still_going_on',
        'tell_last_days',
        'end_publicity',
        'ask_about_differing_accounts',
        'measure_stage_times',
        'count_papers',
        'measure_institutions',
        'find_attendance_signs',
        'chain_audit_entries',
        'sign_audit_root',
        'forget_old_answers',
        'work_off_data_duties',
        'carry_out_deletions',
        'carry_out_contact_changes',
        'carry_out_account_moves',
        'turn_classes',
        'work_off_lines',
        'announce_classes',
        'ask_crew_people',
        'expire_crew_places',
        'expire_apprentice_places',
        'forget_unproven_visits',
        'look_up_certificates',
        'remind_of_expiry',
        'forget_kept',
      ])
      expect(items.every(({ lastFinishedAt, failures }) => lastFinishedAt !== null && failures === 0)).toBe(
        true,
      )
    })
  })

  it('remind a worker once of what is to be mended, and say once that review or payment still go on', async () => {
    const asked = await desk.newCase(46)
    ok(await event(desk.housing, asked.claim, { event: 'return', reasonCode: 'certificate_unclear' }))
    const waiting = await desk.newCase()
    const unpaid = await desk.newPayable()
    await aged(asked.claim.id, 8)
    await aged(waiting.claim.id, 11)
    await aged(unpaid.claim.id, 16)
    for (let runs = 0; runs < 2; runs += 1) {
      await Jobs.updateMany({}, { $set: { nextAt: new Date(0) } })
      await eventually(async () => {
        const open = await Jobs.countDocuments({
          _id: { $in: ['remind_workers', 'tell_still_going_on'] },
          nextAt: { $lte: new Date() },
        })
        expect(open).toBe(0)
      })
    }
    const kinds = async ({ worker }: typeof asked) =>
      ok<NotificationListView>(await worker.get('/me/notifications')).items.map(({ kind }) => kind)
    expect((await kinds(asked)).filter((kind) => kind === 'reminder_to_do')).toHaveLength(1)
    expect((await kinds(waiting)).filter((kind) => kind === 'still_reviewing')).toHaveLength(1)
    expect((await kinds(unpaid)).filter((kind) => kind === 'still_paying')).toHaveLength(1)
    expect(await kinds(unpaid)).not.toContain('still_reviewing')
  })
})

/** As if everything in the claim's history had happened so many days before. */
async function aged(claimId: string, days: number): Promise<void> {
  const claim = await Claims.findById(claimId).orFail().lean()
  const history = claim.history.map((entry) => ({
    ...entry,
    at: new Date(entry.at.getTime() - days * DAY_MS),
  }))
  await Claims.updateOne({ _id: claim._id }, { $set: { history } })
}

async function eventually(check: () => Promise<void>): Promise<void> {
  for (let left = 100; left > 0; left -= 1) {
    try {
      return await check()
    } catch (error) {
      if (left === 1) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
