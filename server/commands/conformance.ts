import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ExpectedFailures } from '../../test/conformance/expected-failures'
import { runFolder, type TestResult } from '../../test/conformance/run-folder'
import { startStore } from '../store/start-store'

const usage = `Usage: npm run -s conformance -- FOLDER

FOLDER holds unified tests of MongoDB's driver specifications (*.json), for example the folder
source/crud/tests/unified of github.com/mongodb/specifications. The tests run against MONGODB_URI when it is set,
otherwise against the embedded store.`

interface Deployment {
  readonly name: string
  readonly uri: string
  readonly expected: ExpectedFailures
  close(): Promise<void>
}

/** `npm run conformance`: how far a store behaves as MongoDB's own tests demand. */
async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined || !existsSync(folder)) {
    console.error(folder === undefined ? usage : `There is no folder ${folder}\n\n${usage}`)
    return 2
  }
  const deployment = await openDeployment()
  console.log(`Testing ${deployment.name}`)
  try {
    return await report(runFolder(folder, deployment.uri), deployment.expected)
  } finally {
    await deployment.close()
  }
}

async function openDeployment(): Promise<Deployment> {
  const given = process.env['MONGODB_URI']
  if (given !== undefined && given !== '') {
    const close = () => Promise.resolve()
    const expected = new ExpectedFailures([])
    return { name: 'the deployment of MONGODB_URI', uri: withQuery(given), expected, close }
  }
  // In lower case, because a driver lower-cases the address under which a replica set's member presents itself.
  const dataDir = path.join(tmpdir(), `conformance-${process.pid}`)
  const store = await startStore({ dataDir, hasTestCommands: true, log: (line) => console.error(line) })
  return {
    name: 'the embedded store',
    uri: store.uri.replace('directConnection=true', 'replicaSet=embedded'),
    expected: ExpectedFailures.ofEmbeddedStore(),
    close: async () => {
      await store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The connection string in a form to which options can be added. */
function withQuery(uri: string): string {
  if (uri.includes('?')) return uri
  const hasPath = /^[a-z+]+:\/\/[^/]+\//.test(uri)
  return `${uri}${hasPath ? '' : '/'}?`
}

/** Prints what is worth reading; 0 when every failure was expected and every expected failure has failed. */
async function report(results: AsyncIterable<TestResult>, expected: ExpectedFailures): Promise<number> {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  let surprises = 0
  for await (const { kind, file, description, reason } of results) {
    counts[kind]++
    const known = expected.reasonFor({ file, description })
    if (kind === 'failed') {
      console.log(`${known === undefined ? 'FAILED' : 'failed as expected'}  ${file}: ${description}`)
      console.log(`  ${known ?? reason ?? ''}`)
    } else if (kind === 'passed' && known !== undefined) {
      console.log(`PASSED though a failure was expected  ${file}: ${description}`)
    }
    if ((kind === 'failed') !== (known !== undefined) && kind !== 'skipped') surprises++
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  if (surprises > 0) console.log(`${surprises} results differ from what test/conformance expects`)
  return surprises > 0 ? 1 : 0
}

main(process.argv[2]).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
