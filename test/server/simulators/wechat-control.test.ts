import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  clientOf,
  CONTROL_KEY,
  PAID,
  paidNotice,
  SEND,
  startWechat,
  worker,
  type Wechat,
} from './wechat-fixture'

describe('control plane of the WeChat simulator', () => {
  let wechat: Wechat
  beforeAll(async () => {
    wechat = await startWechat()
  })
  beforeEach(() => wechat.control.reset())
  afterAll(() => wechat.close())

  it.each(['reset', 'login-code', 'subscribe', 'fault', 'clock'])(
    'refuses %s without the key',
    async (order) => {
      const response = await fetch(`${wechat.controlUrl}/${order}`, { method: 'POST', body: '{}' })
      expect(response.status).toBe(403)
    },
  )

  it('refuses what it does not know, saying what is wrong', async () => {
    await expect(wechat.control.loginCode('nobody')).rejects.toThrow('no such person')
    await expect(wechat.control.subscribe(worker, 'x')).rejects.toThrow('no such person or template')
    await expect(wechat.control.advanceClock(-1)).rejects.toThrow('422')
    const unknown = await fetch(`${wechat.controlUrl}/nothing`, {
      method: 'POST',
      headers: { 'x-sim-key': CONTROL_KEY },
    })
    expect(unknown.status).toBe(404)
  })

  it('counts the calls up to the one that a fault is ordered for', async () => {
    const tokenPath = '/cgi-bin/stable_token'
    await wechat.control.fault({ path: tokenPath, kind: 'errcode', errcode: 45011, nth: 3 })
    const ask = () => fetch(`${wechat.baseUrl}${tokenPath}`)
    for (let count = 0; count < 4; count += 1) await ask()
    expect((await wechat.control.calls()).map(({ errcode }) => errcode)).toEqual([43002, 43002, 45011, 43002])
  })

  it('forgets a subscription that the person withdraws', async () => {
    await wechat.control.subscribe(worker, PAID, 5)
    await wechat.control.unsubscribe(worker, PAID)
    expect(await clientOf(wechat).sendSubscribeMessage(paidNotice())).toMatchObject({ errcode: 43101 })
  })

  it('shows the messages to a person as a Chinese page, with everything escaped', async () => {
    await wechat.control.subscribe(worker, PAID)
    const data = { ...paidNotice().data, thing1: '<script>1</script>' }
    await clientOf(wechat).sendSubscribeMessage(paidNotice({ data }))
    const response = await fetch(`${wechat.controlUrl}/outbox.html`)
    const page = await response.text()
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page).toContain('补贴到账提醒')
    expect(page).toContain('&lt;script&gt;1&lt;/script&gt;')
    expect(page).not.toContain('<script>')
  })

  it('answers 404 to a path that it does not have, and 413 to a body over 256 KiB', async () => {
    expect((await fetch(`${wechat.baseUrl}/cgi-bin/nothing`)).status).toBe(404)
    const large = { method: 'POST', body: 'x'.repeat(256 * 1024 + 1) }
    expect((await fetch(`${wechat.baseUrl}${SEND}`, large)).status).toBe(413)
  })

  it('answers only under a name of this machine', async () => {
    const { port } = new URL(wechat.baseUrl)
    const status = await new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path: '/__sim/outbox', headers: { host: 'example.com' } }
      request(options, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(403)
  })

  it('does not start with a control key that can be guessed', async () => {
    await expect(startWechat({ controlKey: 'key' })).rejects.toThrow('16 characters')
  })
})

describe('WeChat simulator with a state file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wechat-simulator-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('has on disk whatever it has answered: messages, consents, codes, tokens, clock', async () => {
    const stateFile = path.join(folder, 'state.json')
    const asKilled = path.join(folder, 'as-killed.json')
    const before = await startWechat({ stateFile })
    await before.control.advanceClock(1000)
    await before.control.subscribe(worker, PAID, 3)
    const client = clientOf(before)
    for (let count = 0; count < 2; count += 1) await client.sendSubscribeMessage(paidNotice())
    const code = await before.control.loginCode(worker)
    copyFileSync(stateFile, asKilled)
    const sent = await before.control.outbox()
    await before.close()

    const after = await startWechat({ stateFile: asKilled })
    expect(sent).toHaveLength(2)
    expect(await after.control.outbox()).toEqual(sent)
    const restarted = clientOf(after, { tokenStore: client.store })
    expect(await restarted.codeToSession(code)).toEqual({ openid: worker })
    expect(await restarted.sendSubscribeMessage(paidNotice())).toMatchObject({ outcome: 'sent' })
    expect(await restarted.sendSubscribeMessage(paidNotice())).toMatchObject({ errcode: 43101 })
    expect((await after.control.calls()).some((call) => call.path === '/cgi-bin/stable_token')).toBe(false)
    expect(JSON.parse(readFileSync(asKilled, 'utf8'))).toMatchObject({ clockOffsetMs: 1000 })
    await after.close()
  })

  it('does not start over an unreadable state, which would lose the outbox', async () => {
    const stateFile = path.join(folder, 'broken.json')
    writeFileSync(stateFile, '{"outbox":[')
    await expect(startWechat({ stateFile })).rejects.toThrow('cannot read its state')
  })
})
