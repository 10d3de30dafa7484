import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { VerifyReport } from './findings'

/** Work on a data file that another process may be using at the same time. */
export type UpkeepTask =
  | { readonly kind: 'verify'; readonly dataFile: string }
  | { readonly kind: 'copy'; readonly dataFile: string; readonly to: string }

export interface UpkeepResult {
  readonly report?: VerifyReport
  /** Why the task could not be done. */
  readonly failure?: string
}

/**
 * Does a task in a process of its own: a damaged page of the tree stops whoever reads it, and a file must not be opened
 * twice in one process. A process that was stopped so is a failure with a sentence.
 */
export function runApart(task: UpkeepTask): Promise<UpkeepResult> {
  const child = fork(join(__dirname, 'upkeep.child.ts'), {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return new Promise((resolve, reject) => {
    let result: UpkeepResult | undefined
    child.once('error', reject)
    child.once('message', (message) => (result = message as UpkeepResult))
    child.once('close', (code, signal) => {
      const how = signal ?? `code ${code ?? 0}`
      resolve(
        result ?? { failure: `Reading the file has stopped the process (${how}): a page of it is damaged` },
      )
    })
    child.send(task)
  })
}
