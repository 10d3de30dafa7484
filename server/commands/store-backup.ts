import path from 'node:path'
import { backupStore } from '../store/start-store'
import { countsOf, dataDirectory, finish } from './store-directory'

/** `npm run backup -- FOLDER`: copies the embedded store of DATA_DIR, while it runs or not, and reads the copy. */
async function main(to: string | undefined): Promise<number> {
  if (to === undefined) {
    console.error('Usage: npm run backup -- FOLDER   (an empty folder, or one that does not exist yet)')
    return 2
  }
  const dataDir = dataDirectory()
  if (process.env['MONGODB_URI']) {
    console.error('MONGODB_URI is set: back up that deployment with its own means, such as mongodump --oplog')
    return 2
  }
  const report = await backupStore(dataDir, path.resolve(to), new Date())
  console.log(`Backup of ${dataDir} in ${path.resolve(to)}, read to its end: ${countsOf(report)}.`)
  console.log('Keys are not in it: keep SESSION_KEY, FIELD_KEY and INDEX_KEY (or demo-keys.json) elsewhere.')
  return 0
}

finish(main(process.argv[2]))
