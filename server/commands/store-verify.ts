import path from 'node:path'
import { verifyStore } from '../store/start-store'
import { countsOf, dataDirectory, finish } from './store-directory'

/** `npm run store:verify -- [DATA_DIR]`: reads all data of the embedded store, also of a running one; 1 on damage. */
async function main(folder: string | undefined): Promise<number> {
  const dataDir = folder === undefined ? dataDirectory() : path.resolve(folder)
  const report = await verifyStore(dataDir)
  console.log(`${dataDir}: ${countsOf(report)}`)
  for (const sentence of report.damage) console.log(`  ${sentence}`)
  if (report.damaged > report.damage.length)
    console.log(`  and ${report.damaged - report.damage.length} more`)
  console.log(report.damaged === 0 ? 'Nothing is damaged.' : `DAMAGED in ${report.damaged} place(s).`)
  return report.damaged === 0 ? 0 : 1
}

finish(main(process.argv[2]))
