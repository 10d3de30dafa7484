import { existsSync } from 'node:fs'
import path from 'node:path'
import { UnusableDirectory, type VerifyReport } from '../store/start-store'

/** The folder of the embedded store: DATA_DIR of the environment or of `.env`, else ./data. */
export function dataDirectory(): string {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return path.resolve(process.env['DATA_DIR'] || './data')
}

/** What was read, in one line. */
export function countsOf({ collections, indexes, documents, entries, values }: VerifyReport): string {
  return `${collections} collections, ${indexes} indexes, ${documents} documents, ${entries} index entries, ${values} checksums`
}

/** Ends the process with the command's code; what an operator can mend is said in a sentence. */
export function finish(command: Promise<number>): void {
  command.then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(error instanceof UnusableDirectory ? error.message : error)
      process.exit(1)
    },
  )
}
