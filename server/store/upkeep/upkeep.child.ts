import { Environment } from '../storage/environment'
import type { UpkeepResult, UpkeepTask } from './run-apart'
import { verifyFile } from './verify-file'

async function run(task: UpkeepTask): Promise<UpkeepResult> {
  if (task.kind === 'verify') return { report: await verifyFile(task.dataFile) }
  const environment = Environment.open(task.dataFile, { readOnly: true })
  try {
    await environment.copyTo(task.to)
    return {}
  } finally {
    await environment.close()
  }
}

function answer(result: UpkeepResult): void {
  process.send?.(result, () => process.disconnect())
}

process.once('message', (task: UpkeepTask) => {
  run(task).then(answer, (error: unknown) =>
    answer({ failure: error instanceof Error ? error.message : String(error) }),
  )
})
