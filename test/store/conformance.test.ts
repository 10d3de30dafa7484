import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type RunningStore, startStore } from '../../server/store/start-store'
import { runFolder, type TestResult } from '../conformance/run-folder'

let folder: string
let store: RunningStore
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'conformance-test-'))
  mkdirSync(path.join(folder, 'tests'))
  store = await startStore({ dataDir: path.join(folder, 'data'), hasTestCommands: true })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const names = { databaseName: 'runner', collectionName: 'numbers' }
const insert = { name: 'insertOne', object: 'numbers', arguments: { document: { _id: 2 } } }

/** Runs tests on a collection that holds one document, and gives what became of each. */
async function resultsOf(tests: readonly object[]): Promise<TestResult[]> {
  const file = {
    description: 'numbers',
    schemaVersion: '1.0',
    createEntities: [
      { client: { id: 'client', observeEvents: ['commandStartedEvent'] } },
      { database: { id: 'database', client: 'client', databaseName: names.databaseName } },
      { collection: { id: 'numbers', database: 'database', collectionName: names.collectionName } },
    ],
    initialData: [{ ...names, documents: [{ _id: 1 }] }],
    tests: tests.map((test, index) => ({ description: `test ${index}`, ...test })),
  }
  writeFileSync(path.join(folder, 'tests', 'numbers.json'), JSON.stringify(file))
  const results: TestResult[] = []
  for await (const result of runFolder(path.join(folder, 'tests'), store.uri)) results.push(result)
  return results
}

async function resultOf(test: object): Promise<TestResult | undefined> {
  return (await resultsOf([test]))[0]
}

describe('a conformance test', () => {
  it('passes when result, events and outcome are as expected', async () => {
    const started = { command: { insert: 'numbers', documents: [{ _id: 2 }], lsid: { $$exists: true } } }
    const result = await resultOf({
      operations: [{ ...insert, expectResult: { insertedId: { $$unsetOrMatches: 2 } } }],
      expectEvents: [{ client: 'client', events: [{ commandStartedEvent: started }] }],
      outcome: [{ ...names, documents: [{ _id: 1 }, { _id: 2 }] }],
    })
    expect(result).toEqual({ file: 'numbers.json', description: 'test 0', kind: 'passed' })
  })

  it.each<[string, object, RegExp]>([
    [
      'result',
      { operations: [{ ...insert, expectResult: { insertedId: 3 } }] },
      /insertedId is 2 instead of 3/,
    ],
    [
      'a wrong outcome',
      { operations: [insert], outcome: [{ ...names, documents: [{ _id: 1 }] }] },
      /The outcome is/,
    ],
    [
      'a wrong number of events',
      { operations: [insert], expectEvents: [{ client: 'client', events: [] }] },
      /1 events/,
    ],
    [
      'an error that does not come',
      { operations: [{ ...insert, expectError: { isError: true } }] },
      /expected to fail/,
    ],
    [
      'an operation that it does not know',
      { operations: [{ ...insert, name: 'dance' }] },
      /dance on numbers is not known/,
    ],
    [
      'a matcher that it does not know',
      { operations: [{ ...insert, expectResult: { $$likes: 1 } }] },
      /\$\$likes is not known/,
    ],
  ])('fails for %s', async (_name, test, reason) => {
    expect(await resultOf(test)).toMatchObject({ kind: 'failed', reason: expect.stringMatching(reason) })
  })

  it('compares an error with its code, labels and origin', async () => {
    const twice = { ...insert, arguments: { document: { _id: 1 } } }
    const expecting = (expectError: object) => ({ operations: [{ ...twice, expectError }] })
    const results = await resultsOf([
      expecting({ errorCode: 11000, isClientError: false, errorLabelsOmit: ['RetryableWriteError'] }),
      expecting({ errorCode: 5 }),
      expecting({ isClientError: true }),
      expecting({ errorLabelsContain: ['RetryableWriteError'] }),
    ])
    expect(results.map(({ kind }) => kind)).toEqual(['passed', 'failed', 'failed', 'failed'])
  })

  it('is skipped when it is for another topology or version', async () => {
    const requirements = [
      { topologies: ['sharded'] },
      { maxServerVersion: '4.4' },
      { minServerVersion: '99.0' },
    ]
    const results = await resultsOf(requirements.map((one) => ({ runOnRequirements: [one], operations: [] })))
    expect(results.map(({ kind }) => kind)).toEqual(['skipped', 'skipped', 'skipped'])
  })

  it('may break connections, and the driver repeats what it may repeat', async () => {
    const data = { failCommands: ['insert'], closeConnection: true }
    const failPoint = { configureFailPoint: 'failCommand', mode: { times: 1 }, data }
    const faulty = { name: 'failPoint', object: 'testRunner', arguments: { client: 'client', failPoint } }
    const outcome = [{ ...names, documents: [{ _id: 1 }, { _id: 2 }] }]
    expect(await resultOf({ operations: [faulty, insert], outcome })).toMatchObject({ kind: 'passed' })
  })
})
