import path from 'node:path'
import { restoreStore } from '../store/start-store'
import { countsOf, dataDirectory, finish } from './store-directory'

/** `npm run restore -- FOLDER`: brings a backup into DATA_DIR, which must be empty, and reads what arrived. */
async function main(from: string | undefined): Promise<number> {
  if (from === undefined) {
    console.error(
      'Usage: npm run restore -- FOLDER   (a backup; DATA_DIR names where it goes and must be empty)',
    )
    return 2
  }
  const dataDir = dataDirectory()
  const report = await restoreStore(path.resolve(from), dataDir)
  console.log(`Restored ${path.resolve(from)} into ${dataDir}, read to its end: ${countsOf(report)}.`)
  console.log('Set the keys that belong to it (or put demo-keys.json back) before you start.')
  return 0
}

finish(main(process.argv[2]))
