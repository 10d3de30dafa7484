import { existsSync } from 'node:fs'
import { checkMarker, directoryAt, UnusableDirectory } from '../data-directory'
import { readHeader } from '../storage/data-file'
import type { VerifyReport } from './findings'
import { runApart } from './run-apart'

/**
 * Reads all data of a directory and compares what can be compared; a store may be running on it meanwhile. Throws
 * UnusableDirectory with a sentence when there is no data of this store, or nobody could read it to the end.
 */
export async function verifyStore(dataDir: string): Promise<VerifyReport> {
  const directory = directoryAt(dataDir)
  checkMarker(directory)
  const { dataFile } = directory
  if (!existsSync(dataFile)) throw new UnusableDirectory(`${dataDir} holds no data yet`)
  if (readHeader(dataFile) === undefined)
    throw new UnusableDirectory(`${dataFile} is not a data file of this store, or it is damaged`)
  const { report, failure } = await runApart({ kind: 'verify', dataFile })
  if (report !== undefined) return report
  throw new UnusableDirectory(`${dataFile} cannot be read to its end. ${failure ?? ''}`)
}

/** As `verifyStore`, and throws also when something is damaged. */
export async function requireIntact(dataDir: string): Promise<VerifyReport> {
  const report = await verifyStore(dataDir)
  if (report.damaged === 0) return report
  throw new UnusableDirectory(
    `${dataDir} is damaged in ${report.damaged} place(s): ${report.damage[0] ?? ''}`,
  )
}
