import type { RosterAside, RosterReading } from '#shared/roster-types'

const MOST_SHOWN_ASIDE = 50

/** A file's rows, cut and written out in the thread that read them: the main loop only passes the texts on. */
export interface RosterSteps {
  /** Each a JSON list of rows, all as long as a step but the last. */
  steps: string[]
  total: number
  faulty: number
  aside: readonly RosterAside[]
}

/** @param size rows in a step */
export function inSteps({ rows, aside }: RosterReading, size: number): RosterSteps {
  const steps = Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    JSON.stringify(rows.slice(index * size, (index + 1) * size)),
  )
  const faulty = rows.filter(({ problems }) => problems.length > 0).length
  return { steps, total: rows.length, faulty, aside: aside.slice(0, MOST_SHOWN_ASIDE) }
}
