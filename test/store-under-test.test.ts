import { storeSettings, withDatabase } from './support/store-settings'
import { chooseStore, lineFor } from './support/store-under-test'

const never = () => false
const at =
  (...files: string[]) =>
  (file: string) =>
    files.includes(file)

describe('the store that a test run is on', () => {
  it('is the MongoDB of MONGODB_URI when that is set, whatever else is there', () => {
    const environment = {
      MONGODB_URI: 'mongodb://user:secret@db/x',
      MONGOMS_SYSTEM_BINARY: '/opt/mongod',
      PATH: '/bin',
    }
    const store = chooseStore(environment, at('/bin/mongod'))
    expect(store).toEqual({ kind: 'given', uri: 'mongodb://user:secret@db/x' })
    expect(lineFor(store)).toBe('Store under test: the MongoDB of MONGODB_URI')
  })

  it('is a replica set on the mongod that is named, else on the first one of the PATH', () => {
    const PATH = '/usr/local/bin:/usr/bin'
    expect(chooseStore({ MONGOMS_SYSTEM_BINARY: '/opt/mongod', PATH }, at('/usr/bin/mongod'))).toEqual({
      kind: 'mongod',
      binary: '/opt/mongod',
    })
    const found = chooseStore({ MONGODB_URI: '', PATH }, at('/usr/bin/mongod'))
    expect(found).toEqual({ kind: 'mongod', binary: '/usr/bin/mongod' })
    expect(lineFor(found)).toBe('Store under test: a replica set of one on /usr/bin/mongod')
  })

  it('is the embedded one where neither is', () => {
    expect(chooseStore({ PATH: '/usr/bin' }, never)).toEqual({ kind: 'embedded' })
    expect(lineFor({ kind: 'embedded' })).toBe('Store under test: embedded')
  })
})

describe('the database of a test server', () => {
  it.each([
    ['mongodb://a,b/?replicaSet=rs0', 'mongodb://a,b/test?replicaSet=rs0'],
    ['mongodb://a', 'mongodb://a/test'],
    ['mongodb://a/other', 'mongodb://a/test'],
    ['mongodb://u:p@a/other', 'mongodb://u:p@a/test?authSource=other'],
    ['mongodb://u:p@a/other?authSource=admin', 'mongodb://u:p@a/test?authSource=admin'],
    [
      'mongodb://%2Ftmp%2Fs.sock/?directConnection=true',
      'mongodb://%2Ftmp%2Fs.sock/test?directConnection=true',
    ],
  ])('of %s is named in %s', (uri, wanted) => expect(withDatabase(uri, 'test')).toBe(wanted))

  it('is one for each data folder, and MongoDB takes its name', () => {
    const before = { ...process.env }
    process.env['STORE_UNDER_TEST_URI'] = 'mongodb://a/'
    process.env['STORE_UNDER_TEST_PREFIX'] = 'jbt-test-0123456789ab-'
    const [one, again, other] = ['/x', '/x', '/y'].map((folder) => storeSettings(folder).MONGODB_URI)
    process.env = before
    expect(one).toBe(again)
    expect(one).not.toBe(other)
    expect(one).toMatch(/^mongodb:\/\/a\/jbt-test-[\w-]{1,50}$/)
  })
})
