import type { JobView } from '#shared/jobs'
import type { Job } from './job-runner'
import { Jobs, type JobRecord } from './job.model'

type Declared = Pick<Job, 'name' | 'what' | 'everyMinutes'>

/** How every job of the table goes. One that has never run yet stands there, too. */
export async function jobStates(jobs: readonly Declared[], now: Date): Promise<JobView[]> {
  const records = new Map((await Jobs.find({}).lean<JobRecord[]>()).map((record) => [record._id, record]))
  return jobs.map(({ name, what, everyMinutes }) => {
    const record = records.get(name)
    return { name, what, everyMinutes, ...(record ? stateOf(record, now) : neverRun) }
  })
}

type State = Omit<JobView, keyof Declared>

const neverRun: State = {
  lastStartedAt: null,
  lastFinishedAt: null,
  lastCount: null,
  nextAt: null,
  failures: 0,
  isRunning: false,
}

function stateOf(record: JobRecord, now: Date): State {
  const { lastStartedAt, lastFinishedAt, lastCount, nextAt, failures, leaseOwner, leaseUntil } = record
  return {
    lastStartedAt: lastStartedAt?.toISOString() ?? null,
    lastFinishedAt: lastFinishedAt?.toISOString() ?? null,
    lastCount,
    nextAt: nextAt.toISOString(),
    failures,
    isRunning: leaseOwner !== null && leaseUntil > now,
  }
}
