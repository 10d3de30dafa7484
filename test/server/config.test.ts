import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { ConfigError, readConfig } from '../../server/config'

const key = () => randomBytes(32).toString('base64')
const service = {
  MODE: 'service',
  MONGODB_URI: 'mongodb://db.example/jiangbutong',
  WX_APP_ID: 'wx1234567890abcdef',
  WX_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WX_TEMPLATE_PAYOUT: 'template',
  WX_TEMPLATE_PAYOUT_KEYS: 'purpose=thing1,amount=amount2,date=date3,note=thing4',
  SESSION_KEY: key(),
  FIELD_KEY: key(),
  INDEX_KEY: key(),
}

/** The names of the variables that a start is refused for. */
function refusedFor(environment: Record<string, string | undefined>): string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((problem) => /^[A-Z_]+/.exec(problem)?.[0] ?? problem)
  }
}

describe('without a word', () => {
  it('is a demonstration on loopback, on the programme date, with everything in ./data', () => {
    expect(readConfig({})).toMatchObject({
      mode: 'demo',
      host: '127.0.0.1',
      port: 3000,
      dataDir: path.resolve('data'),
      programmeDate: '2021-06-18',
      mongodbUri: null,
      wechat: null,
      keys: null,
    })
  })

  it('counts empty variables as not set', () => {
    expect(readConfig({ MODE: '', PORT: '', HOST: '', MONGODB_URI: '', PROGRAMME_DATE: '' })).toEqual(
      readConfig({}),
    )
  })
})

describe('a demonstration', () => {
  it.each(['127.0.0.1', 'localhost', '::1'])('listens on %s', (HOST) =>
    expect(refusedFor({ HOST })).toEqual([]),
  )

  it.each(['0.0.0.0', '::', '192.168.1.5', 'demo.example', '127.0.0.1.example', '127.0.0.1 '])(
    'never listens on %s, where strangers could sign in as anybody',
    (HOST) => expect(refusedFor({ HOST })).toEqual(['HOST']),
  )

  it('does not use a real mini-program', () => {
    expect(refusedFor({ WX_APP_ID: 'wx1', WX_APP_SECRET: 's' })).toEqual(['WX_APP_ID', 'WX_APP_SECRET'])
  })

  it.each(['2021-02-30', '18.06.2021', 'today'])('does not run on the day %s', (PROGRAMME_DATE) =>
    expect(refusedFor({ PROGRAMME_DATE })).toEqual(['PROGRAMME_DATE']),
  )
})

describe('service', () => {
  it('starts with everything it needs, on the real date', () => {
    expect(readConfig(service)).toMatchObject({
      mode: 'service',
      programmeDate: null,
      wechat: {
        baseUrl: 'https://api.weixin.qq.com',
        payoutTemplateKeys: { purpose: 'thing1', amount: 'amount2', date: 'date3', note: 'thing4' },
      },
    })
  })

  it('says at once everything that is missing', () => {
    expect(refusedFor({ MODE: 'service' }).sort()).toEqual([
      'FIELD_KEY',
      'INDEX_KEY',
      'MONGODB_URI',
      'SESSION_KEY',
      'WX_APP_ID',
      'WX_APP_SECRET',
      'WX_TEMPLATE_PAYOUT',
      'WX_TEMPLATE_PAYOUT_KEYS',
    ])
  })

  it('says at once what is missing, what is malformed and what does not belong, each once', () => {
    const refused = refusedFor({
      MODE: 'service',
      PORT: 'http',
      SESSION_KEY: 'short',
      MONGODB_URI: 'http://db',
      PROGRAMME_DATE: '2021-06-18',
      LOG_LEVEL: 'loud',
    })
    expect(refused.sort()).toEqual([
      'FIELD_KEY',
      'INDEX_KEY',
      'LOG_LEVEL',
      'MONGODB_URI',
      'PORT',
      'PROGRAMME_DATE',
      'SESSION_KEY',
      'WX_APP_ID',
      'WX_APP_SECRET',
      'WX_TEMPLATE_PAYOUT',
      'WX_TEMPLATE_PAYOUT_KEYS',
    ])
  })

  it.each([
    'http://127.0.0.1:8080',
    'https://localhost',
    'https://LOCALHOST:1',
    'https://127.8.8.8',
    'https://127.1',
    'https://2130706433',
    'https://[::1]',
    'http://api.weixin.qq.com',
    'not a url',
  ])('talks to no simulator and not in clear: WX_API_BASE=%s', (WX_API_BASE) =>
    expect(refusedFor({ ...service, WX_API_BASE })).toEqual(['WX_API_BASE']),
  )

  it('runs on the real date only', () => {
    expect(refusedFor({ ...service, PROGRAMME_DATE: '2021-06-18' })).toEqual(['PROGRAMME_DATE'])
  })

  it('takes the embedded store only when asked for by name', () => {
    const embedded = { ...service, MONGODB_URI: '' }
    expect(refusedFor(embedded)).toEqual(['MONGODB_URI'])
    expect(refusedFor({ ...embedded, EMBEDDED_STORE: 'yes' })).toEqual([])
    expect(readConfig({ ...embedded, EMBEDDED_STORE: 'yes' }).isStoreShared).toBe(false)
  })

  it('shares the embedded store with other servers only when asked to', () => {
    expect(readConfig({ ...service, MONGODB_URI: '', EMBEDDED_STORE: 'shared' }).isStoreShared).toBe(true)
    expect(refusedFor({ EMBEDDED_STORE: 'both' })).toEqual(['EMBEDDED_STORE'])
  })

  it('takes a MongoDB only with the name of its database, so that none is used by accident', () => {
    for (const MONGODB_URI of ['mongodb://db', 'mongodb://db/', 'mongodb://a,b/?replicaSet=rs0'])
      expect(refusedFor({ ...service, MONGODB_URI })).toEqual(['MONGODB_URI'])
    expect(refusedFor({ ...service, MONGODB_URI: 'mongodb+srv://u:p@db/x?tls=true' })).toEqual([])
  })

  it.each([
    '',
    'abc',
    randomBytes(16).toString('base64'),
    randomBytes(33).toString('base64'),
    'x'.repeat(44),
  ])('takes no key that is not 32 bytes: %s', (FIELD_KEY) =>
    expect(refusedFor({ ...service, FIELD_KEY })).toEqual(['FIELD_KEY']),
  )

  it('takes no key twice', () => {
    const problems = refusedFor({ ...service, INDEX_KEY: service.FIELD_KEY })
    expect(problems).toHaveLength(1)
  })

  it.each(['purpose=thing1', 'purpose=thing1,amount=thing2,date=date3,note=thing4', 'x'])(
    'takes no template without a key of the right kind for each meaning: %s',
    (WX_TEMPLATE_PAYOUT_KEYS) =>
      expect(refusedFor({ ...service, WX_TEMPLATE_PAYOUT_KEYS })).toEqual(['WX_TEMPLATE_PAYOUT_KEYS']),
  )
})

it('never repeats a secret in what it complains about', () => {
  try {
    readConfig({ ...service, SESSION_KEY: 'my-secret-key', MONGODB_URI: 'postgres://user:my-secret@db' })
  } catch (error) {
    expect((error as Error).message).not.toContain('my-secret')
  }
  expect.assertions(1)
})

it.each(['-1', '65536', '3000.5', '0x50', ' 80'])('takes no port %s', (PORT) =>
  expect(refusedFor({ PORT })).toEqual(['PORT']),
)
