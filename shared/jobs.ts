import * as v from 'valibot'
import { instant } from './primitives'

/** What the server does by itself, and how it goes. */
export const jobView = v.object({
  name: v.string(),
  /** What it does, in a sentence for staff. */
  what: v.string(),
  everyMinutes: v.number(),
  lastStartedAt: v.nullable(instant),
  lastFinishedAt: v.nullable(instant),
  /** How many things the last run that succeeded did. */
  lastCount: v.nullable(v.number()),
  nextAt: v.nullable(instant),
  /** Runs in a row that failed; 0 = all is well. */
  failures: v.number(),
  isRunning: v.boolean(),
})
export type JobView = v.InferOutput<typeof jobView>
export const jobListView = v.object({ items: v.array(jobView) })
export type JobListView = v.InferOutput<typeof jobListView>
