import type { Logger } from '../logger'
import { duplicateKeyOf } from '../mongo'
import { Jobs, type JobRecord } from './job.model'

/** Something that the server does by itself, again and again. It may be killed anywhere and run twice. */
export interface Job {
  name: string
  /** What it does, in a sentence for staff. */
  what: string
  everyMinutes: number
  /** @returns how many things it did */
  run: () => Promise<number>
}

export interface JobRunnerDeps {
  jobs: readonly Job[]
  /** One process's own name, made anew at every start. */
  owner: string
  /** The real clock. */
  now: () => Date
  log: Logger
  /** How often it looks for work; 1000 unless told. */
  lookEveryMs?: number
}

const LOOK_EVERY_MS = 1_000
/** A process that died with a job in hand delays it by so much. */
const LEASE_MS = 30_000
const RENEW_EVERY_MS = 10_000
/** Minutes before the next try, by number of failures in a row; then as often as the job runs anyway. */
const RETRY_MINUTES = [0.5, 2, 10]
const ALARM_FROM_FAILURES = 3

/** Runs every job when its time has come, in one of any number of processes. Stopping waits for what is under way. */
export function startJobs(deps: JobRunnerDeps): { stop(): Promise<void> } {
  let running: Promise<void> | null = null
  let isStopped = false
  const look = () => {
    running ??= round(deps, () => isStopped)
      .catch((error: unknown) => deps.log.error({ err: error }, 'round of jobs failed'))
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(look, deps.lookEveryMs ?? LOOK_EVERY_MS)
  return {
    async stop() {
      isStopped = true
      clearInterval(timer)
      await running
    },
  }
}

/** Runs what is due now, one after the other. @param isStopping asked before each */
export async function round(deps: JobRunnerDeps, isStopping: () => boolean = () => false): Promise<void> {
  const known = new Set((await Jobs.find({}, { _id: 1 }).lean()).map(({ _id }) => _id))
  for (const job of deps.jobs) {
    if (isStopping()) return
    if (!known.has(job.name)) await enter(job, deps.now())
    const leased = await lease(job, deps)
    if (leased) await carryOut(job, leased, deps)
  }
}

async function enter({ name }: Job, now: Date): Promise<void> {
  try {
    await Jobs.create({ _id: name, nextAt: now, leaseUntil: now, fence: 0, failures: 0 })
  } catch (error) {
    if (!duplicateKeyOf(error)) throw error
  }
}

function lease({ name }: Job, { owner, now }: JobRunnerDeps): Promise<JobRecord | null> {
  const at = now()
  return Jobs.findOneAndUpdate(
    { _id: name, nextAt: { $lte: at }, leaseUntil: { $lte: at } },
    { $set: { leaseOwner: owner, leaseUntil: leaseEnd(at), lastStartedAt: at }, $inc: { fence: 1 } },
    { returnDocument: 'after' },
  )
    .lean<JobRecord>()
    .exec()
}

async function carryOut(job: Job, { _id, fence, failures }: JobRecord, deps: JobRunnerDeps): Promise<void> {
  const keeping = setInterval(() => {
    Jobs.updateOne({ _id, fence }, { $set: { leaseUntil: leaseEnd(deps.now()) } }).catch((error: unknown) =>
      deps.log.error({ err: error, job: job.name }, 'lease of a job not renewed'),
    )
  }, RENEW_EVERY_MS)
  try {
    const lastCount = await job.run()
    await finish(
      { _id, fence },
      { failures: 0, lastCount, nextAt: later(deps.now(), job.everyMinutes) },
      deps,
    )
    if (lastCount > 0) deps.log.info({ job: job.name, count: lastCount }, 'job done')
  } catch (error) {
    const inARow = failures + 1
    const minutes = Math.min(RETRY_MINUTES[failures] ?? job.everyMinutes, job.everyMinutes)
    await finish({ _id, fence }, { failures: inARow, nextAt: later(deps.now(), minutes) }, deps)
    const alarm = inARow >= ALARM_FROM_FAILURES ? { alarm: 'job_keeps_failing' } : {}
    deps.log.error({ ...alarm, job: job.name, failures: inARow, err: error }, 'job failed')
  } finally {
    clearInterval(keeping)
  }
}

/** Only by whoever still has the lease. */
async function finish(
  mine: Pick<JobRecord, '_id' | 'fence'>,
  change: Partial<JobRecord>,
  { now }: JobRunnerDeps,
): Promise<void> {
  const at = now()
  const free = { leaseOwner: null, leaseUntil: at, lastFinishedAt: at }
  await Jobs.updateOne(mine, { $set: { ...free, ...change } })
}

function leaseEnd(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS)
}

function later(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000)
}
