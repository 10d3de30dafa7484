import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { startStore, verifyStore } from '../../server/store/start-store'
import { StoreServer } from './store-server'

const { MongoClient, MongoServerError } = mongoose.mongo
const writers = 8
const outOfDiskSpace = 14031

interface Row {
  _id: string
  text: string
}

interface Tally {
  acknowledged: Set<string>
  refused: number
  /** Starts that went well on the full disk. */
  starts: number
  codes: Map<string, number>
}

/**
 * `npm run prove:store-space -- [ROUNDS]`: fills a real file system (a tmpfs of its own, in a mount namespace of its own,
 * so Linux only) until the store refuses, reads everything back, kills the store on the full disk, tries to start it
 * there, gives it more space, and goes on.
 */
async function main(rounds: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'store-space-'))
  run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder])
  const tally: Tally = { acknowledged: new Set(), refused: 0, starts: 0, codes: new Map() }
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  const faults: string[] = []
  for (let round = 0; round < rounds; round++) faults.push(...(await fillAndRecover(dataDir, round, tally)))
  const report = await verifyStore(dataDir)
  const codes = [...tally.codes].map(([code, count]) => `${count} × ${code}`).join(', ')
  console.log(
    `${rounds} rounds on a full disk: ${tally.acknowledged.size} inserts acknowledged, ${tally.refused} refused (${codes}), ` +
      `${tally.starts} starts on the full disk went well and ${rounds - tally.starts} said why not; ` +
      `${faults.length} faults; ${report.documents} documents, ${report.damaged} damaged`,
  )
  for (const line of [...faults, ...report.damage].slice(0, 20)) console.log(`  ${line}`)
  run('umount', [folder])
  rmSync(folder, { recursive: true })
  return faults.length + report.damaged === 0 && tally.refused >= rounds ? 0 : 1
}

/** One round; answers with what was wrong, a sentence each. */
async function fillAndRecover(dataDir: string, round: number, tally: Tally): Promise<string[]> {
  const ballast = join(dataDir, 'ballast')
  let server = await StoreServer.start(dataDir)
  let client = await connect(server.uri)
  await client.db('space').collection('rows').createIndex({ text: 1 })
  writeFileSync(ballast, Buffer.alloc(256 * 1024))
  await Promise.all(Array.from({ length: writers }, (_, writer) => fill(client, `${round}-${writer}`, tally)))
  const faults = await missing(client, tally, `round ${round}, full`)
  await client.close()
  await server.kill()

  tally.starts += (await startsOrSaysWhyNot(dataDir)) ? 1 : 0
  rmSync(ballast)
  server = await StoreServer.start(dataDir)
  client = await connect(server.uri)
  const after: Row = { _id: `${round} again`, text: 'there is space again' }
  await client.db('space').collection<Row>('rows').insertOne(after)
  tally.acknowledged.add(after._id)
  faults.push(...(await missing(client, tally, `round ${round}, with space again`)))
  await client.close()
  await server.kill()
  const megabytes = Math.ceil(statSync(join(dataDir, 'store.mdb')).size / 2 ** 20) + 2
  run('mount', ['-o', `remount,size=${megabytes}m`, join(dataDir, '..')])
  return faults
}

/** Whether a store starts on the full disk; otherwise it says so in a sentence. */
async function startsOrSaysWhyNot(dataDir: string): Promise<boolean> {
  try {
    const store = await startStore({ dataDir })
    await store.close()
    return true
  } catch (error) {
    if (error instanceof Error && /^There is no space left for/.test(error.message)) return false
    throw error
  }
}

/** Inserts until it is refused. */
async function fill(client: mongoose.mongo.MongoClient, name: string, tally: Tally): Promise<void> {
  const rows = client.db('space').collection<Row>('rows')
  for (let n = 0; ; n++) {
    const row = { _id: `${name}-${n}`, text: `${name} ${n} ${'x'.repeat((n * 7919) % 1500)}` }
    try {
      await rows.insertOne(row)
      tally.acknowledged.add(row._id)
    } catch (error) {
      if (!(error instanceof MongoServerError)) throw error
      const code = `${String(error.code)} ${error.code === outOfDiskSpace ? 'no space left' : error.message}`
      tally.codes.set(code, (tally.codes.get(code) ?? 0) + 1)
      tally.refused++
      return
    }
  }
}

/** What was acknowledged and is not there, by the documents or by their index, or is there though it was refused. */
async function missing(client: mongoose.mongo.MongoClient, tally: Tally, when: string): Promise<string[]> {
  const rows = client.db('space').collection<Row>('rows')
  const stored = new Set((await rows.find().project({ _id: 1 }).toArray()).map(({ _id }) => String(_id)))
  const byIndex = await rows.countDocuments({ text: { $gte: '' } }, { hint: 'text_1' })
  const lost = [...tally.acknowledged].filter((id) => !stored.has(id))
  const unasked = [...stored].filter((id) => !tally.acknowledged.has(id))
  const differs = byIndex === stored.size ? [] : [`${stored.size} documents, ${byIndex} by their index`]
  return [
    ...lost.map((id) => `${id} is lost`),
    ...unasked.map((id) => `${id} was refused and is kept`),
    ...differs,
  ].map((fault) => `${when}: ${fault}`)
}

function connect(uri: string): Promise<mongoose.mongo.MongoClient> {
  return new MongoClient(uri, { retryWrites: false }).connect()
}

function run(program: string, words: string[]): void {
  const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`)
}

/** Starts itself anew where it may mount, and nobody else sees what it mounts. */
function inOwnNamespace(): never {
  const words = [
    '--mount',
    '--map-root-user',
    process.execPath,
    ...process.execArgv,
    ...process.argv.slice(1),
  ]
  const { status } = spawnSync('unshare', words, {
    stdio: 'inherit',
    env: { ...process.env, IN_OWN_NAMESPACE: 'yes' },
  })
  process.exit(status ?? 1)
}

if (process.env['IN_OWN_NAMESPACE'] !== 'yes') inOwnNamespace()
main(Number(process.argv[2] ?? '20')).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
