import { Schema, model } from 'mongoose'

/** How a job goes. One record a job; its lease keeps it with one process at a time. Instants are of the real clock. */
export interface JobRecord {
  /** The job's name. */
  _id: string
  nextAt: Date
  leaseOwner: string | null
  leaseUntil: Date
  /** Counts the leases: a process that lost its own writes down nothing. */
  fence: number
  lastStartedAt: Date | null
  lastFinishedAt: Date | null
  lastCount: number | null
  failures: number
}

const date = { type: Date, required: true } as const

const jobSchema = new Schema<JobRecord>(
  {
    _id: { type: String, required: true },
    nextAt: date,
    leaseOwner: { type: String, default: null },
    leaseUntil: date,
    fence: { type: Number, required: true },
    lastStartedAt: { type: Date, default: null },
    lastFinishedAt: { type: Date, default: null },
    lastCount: { type: Number, default: null },
    failures: { type: Number, required: true },
  },
  { collection: 'jobs', versionKey: false, strict: 'throw' },
)

export const Jobs = model('Job', jobSchema)
