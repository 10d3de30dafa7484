import { readFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { readConfig } from '../server/config'

interface Service {
  image: string
  command: string[]
  environment?: Record<string, string>
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test: string[] }
  networks: string[]
  ports?: string[]
}

interface Compose {
  services: Record<string, Service>
  networks: Record<string, { internal?: boolean } | null>
}

const text = readFileSync(path.join(__dirname, '../compose.yml'), 'utf8')
const { services, networks } = load(text) as Compose
const named = (prefix: string) => Object.entries(services).filter(([name]) => name.startsWith(prefix))

describe('compose.yml', () => {
  it('has a replica set of three members that only the servers can reach', () => {
    const members = named('mongo').map(([name, service]) => ({ name, service }))
    expect(members.map(({ name }) => name)).toEqual(['mongo1', 'mongo2', 'mongo3'])
    for (const { service } of members) {
      expect(service.command.slice(0, 4)).toEqual(['mongod', '--replSet', 'rs0', '--bind_ip_all'])
      expect(service.command.slice(4)).toEqual(['--setParameter', 'transactionLifetimeLimitSeconds=20'])
      expect(service.networks).toEqual(['inside'])
      expect(service.ports).toBeUndefined()
    }
    expect(networks['inside']?.internal).toBe(true)
    expect(services['replica-set']?.command.at(-1)).toContain("['mongo1', 'mongo2', 'mongo3']")
  })

  it('has two servers that start when the set has a primary, with settings that the server takes', () => {
    const servers = named('server').map(([, service]) => service)
    expect(servers).toHaveLength(2)
    const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
    for (const { environment, depends_on } of servers) {
      expect(depends_on?.['replica-set']?.condition).toBe('service_completed_successfully')
      const config = readConfig({
        ...environment,
        WX_APP_ID: 'wx0000000000000001',
        WX_APP_SECRET: 'a'.repeat(32),
        WX_TEMPLATE_PAYOUT: 'template',
        WX_TEMPLATE_PAYOUT_KEYS: 'purpose=thing1,amount=amount2,date=date3,note=thing4',
        SESSION_KEY: key(1),
        FIELD_KEY: key(2),
        INDEX_KEY: key(3),
      })
      expect(config).toMatchObject({ mode: 'service', behindProxy: true })
      expect(config.mongodbUri).toContain('mongo1,mongo2,mongo3')
      expect(config.mongodbUri).toContain('replicaSet=rs0')
    }
  })

  it('has one proxy before both servers, and it alone is open to the outside', () => {
    const open = Object.entries(services).filter(([, { ports }]) => ports !== undefined)
    expect(open.map(([name]) => name)).toEqual(['proxy'])
    expect(services['proxy']?.command).toEqual(expect.arrayContaining(['server1:3000', 'server2:3000']))
  })

  it('names the guide of its operation, which is there', () => {
    const [, guide = ''] = /(docs\/\S+\.md) says/.exec(text) ?? []
    expect(readFileSync(path.join(__dirname, '..', guide), 'utf8')).toContain('`compose.yml`')
  })

  it('asks every part that stays whether it is well', () => {
    const staying = Object.entries(services).filter(([name]) => name !== 'replica-set')
    for (const [, { healthcheck }] of staying) expect(healthcheck?.test[0]).toBe('CMD')
  })
})
