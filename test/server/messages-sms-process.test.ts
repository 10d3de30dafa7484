import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DEMO_SMS_TEMPLATES, demonstrationSms } from '../../server/commands/demonstration-sms'
import { spawnSmsSimulator, type SimulatorProcess } from '../../server/commands/simulator-process'
import { readSmsSimulatorSettings } from '../../server/commands/sms-simulator-settings'
import { createSmsClient } from '../../server/sms/sms.client'

const newKey = () => 'key-of-the-tests-0123456789'

describe('the simulated SMS as a process of its own', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'jbt-sms-process-'))
  let simulator: SimulatorProcess
  const ends: (number | null)[] = []
  beforeAll(async () => {
    const environment = { SMS_SIM_PORT: '0', SMS_SIM_STATE: path.join(folder, 'sms.json') }
    const settings = readSmsSimulatorSettings(environment, newKey)
    simulator = await spawnSmsSimulator(settings, (exitCode) => void ends.push(exitCode))
  })
  afterAll(async () => {
    await simulator.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const send = (mobileNumber: string) =>
    createSmsClient({
      account: {
        ...demonstrationSms.account,
        appId: demonstrationSms.appId,
        signName: demonstrationSms.signName,
        templateIds: DEMO_SMS_TEMPLATES,
        baseUrl: simulator.baseUrl,
      },
      now: Date.now,
      log: { warn: () => undefined },
    })({ mobileNumber, template: 'payout', values: ['500元'], context: 'delivery-1' })
  const outbox = async () =>
    ((await (await fetch(`${simulator.controlUrl}/outbox`)).json()) as { messages: { phone: string }[] })
      .messages
  const order = (body: object, key = newKey()) =>
    fetch(`${simulator.controlUrl}/fault`, {
      method: 'POST',
      headers: { 'x-sim-key': key },
      body: JSON.stringify(body),
    })

  it('killed, it is back on its port with every message', async () => {
    expect(await send('14011112001')).toMatchObject({ outcome: 'sent' })
    process.kill(simulator.pid(), 'SIGKILL')
    while (ends.length === 0) await pause(20)
    let sent = await outbox().catch(() => null)
    while (sent === null) {
      await pause(50)
      sent = await outbox().catch(() => null)
    }
    expect(sent.map(({ phone }) => phone)).toEqual(['+8614011112001'])
    expect(await send('14011112002')).toMatchObject({ outcome: 'sent' })
  })

  it('spoils an answer for who has its key, and for nobody else', async () => {
    expect((await order({ kind: 'code', code: 'InternalError.Timeout' }, 'another-key')).status).toBe(403)
    expect((await order({ kind: 'made-up' })).status).toBe(422)
    expect((await order({ kind: 'code', code: 'InternalError.Timeout', times: 1 })).status).toBe(200)
    expect(await send('14011112003')).toEqual({ outcome: 'later', code: 'InternalError.Timeout' })
    expect(await send('14011112003')).toMatchObject({ outcome: 'sent' })
  })

  it('shows what it would have delivered to a browser on this machine', async () => {
    const page = await fetch(`${simulator.controlUrl}/outbox.html`)
    expect(await page.text()).toContain('【匠补通演示】您的培训补贴500元已到账')
    expect((await fetch(`${simulator.controlUrl}/calls`)).status).toBe(403)
  })
})

describe('settings of the simulated SMS', () => {
  it.each([
    ['SMS_SIM_HOST', '0.0.0.0'],
    ['SMS_SIM_HOST', 'example.com'],
    ['SMS_SIM_PORT', '70000'],
    ['SMS_SIM_KEY', 'short'],
  ])('refuse %s=%s', (name, value) => {
    expect(() => readSmsSimulatorSettings({ [name]: value }, newKey)).toThrow(name)
  })

  it('make up what is not given', () => {
    expect(readSmsSimulatorSettings({ SMS_SIM_PORT: '' }, newKey)).toMatchObject({
      port: 4101,
      controlKey: newKey(),
    })
  })
})
