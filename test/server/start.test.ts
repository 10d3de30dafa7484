import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ClassListView } from '#shared/classes'
import type { StatusView } from '#shared/session'
import { ok, steps } from '../support/path-steps'
import { startTestServer } from '../support/server'

const key = () => randomBytes(32).toString('base64')
const service = {
  MODE: 'service',
  EMBEDDED_STORE: 'yes',
  PROGRAMME_DATE: '',
  WX_APP_ID: 'wx1234567890abcdef',
  WX_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WX_TEMPLATE_PAYOUT: 'template',
  WX_TEMPLATE_PAYOUT_KEYS: 'purpose=thing1,amount=amount2,date=date3,note=thing4',
  SESSION_KEY: key(),
  FIELD_KEY: key(),
  INDEX_KEY: key(),
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jbt-start-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a second start on the same data', () => {
  it('keeps the programme day of the first, the people, the sessions and what they did', async () => {
    const first = await startTestServer({ DATA_DIR: folder })
    const worker = await first.as('worker-ready')
    const enrolment = await steps.enrol(worker, 41)
    const classes = ok<ClassListView>(await first.anonymous.get('/classes')).items.length
    await first.stop()

    const second = await startTestServer({ DATA_DIR: folder, PROGRAMME_DATE: '2021-09-01' })
    expect(ok<StatusView>(await second.anonymous.get('/status')).programmeDate).toBe('2021-06-18')
    expect(ok<ClassListView>(await second.anonymous.get('/classes')).items).toHaveLength(classes)
    const again = second.withToken(worker.token ?? '')
    expect(ok<{ items: { id: string }[] }>(await again.get('/me/enrolments')).items[0]?.id).toBe(enrolment.id)
    await second.stop()
  })
})

describe('a start that cannot be', () => {
  it('is a service on the data of a demonstration; the data stay free for the demonstration', async () => {
    await (await startTestServer({ DATA_DIR: folder })).stop()
    await expect(startTestServer({ DATA_DIR: folder, ...service })).rejects.toThrow(
      /mode "demo", not "service"/,
    )
    await (await startTestServer({ DATA_DIR: folder })).stop()
  })

  it('is on a port that is taken; nothing is left running', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const PORT = String((taken.address() as AddressInfo).port)
    await expect(startTestServer({ DATA_DIR: folder, PORT })).rejects.toThrow(/EADDRINUSE/)
    await new Promise((resolve) => taken.close(resolve))
    await (await startTestServer({ DATA_DIR: folder, PORT })).stop()
  })
})

describe('while it runs', () => {
  it('says that it is alive and ready, to anybody', async () => {
    const server = await startTestServer({ DATA_DIR: folder })
    expect((await server.anonymous.get('/healthz')).body).toEqual({ status: 'ok' })
    expect((await server.anonymous.get('/readyz')).body).toEqual({ status: 'ready' })
    const document = await fetch(`${server.url}/api/openapi.json`)
    expect(document.status).toBe(200)
    await server.stop()
    await expect(server.anonymous.get('/healthz')).rejects.toThrow()
  })
})
