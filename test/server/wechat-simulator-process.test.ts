import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DEMO_APP, DEMO_GH_ID, DEMO_TEMPLATE } from '../../server/commands/demonstration-wechat'
import { spawnSimulator, type SimulatorProcess } from '../../server/commands/simulator-process'
import { readSimulatorSettings } from '../../server/commands/simulator-settings'
import { createWechatControl, type WechatControl } from '../../server/simulators/wechat/wechat-control.client'
import { createPushReceiver } from '../../server/wechat/push-receiver'
import { clientOf } from './simulators/wechat-fixture'

const openid = 'oSimOfTheProcessTest'
const template = { id: DEMO_TEMPLATE.id, keys: DEMO_TEMPLATE.keys }
const notice = {
  openid,
  templateId: DEMO_TEMPLATE.id,
  page: 'packages/claims/progress/index?id=c1',
  data: { thing1: '钢筋工培训补贴', amount2: '500.00元', date3: '2021年6月18日', thing4: '请查收' },
  miniprogramState: 'developer' as const,
}
const randomHex = (digits: number) => 'a'.repeat(digits)

describe('the simulated WeChat as a process of its own', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'jbt-wechat-process-'))
  const settings = readSimulatorSettings(
    { WX_SIM_PORT: '0', WX_SIM_STATE: path.join(folder, 'wechat.json') },
    randomHex,
  )
  let simulator: SimulatorProcess
  let control: WechatControl
  let ends: (number | null)[]
  beforeAll(async () => {
    ends = []
    simulator = await spawnSimulator(settings, (exitCode) => void ends.push(exitCode))
    control = createWechatControl({ controlUrl: simulator.controlUrl, controlKey: settings.controlKey })
    await control.seed([{ openid }])
  })
  afterAll(async () => {
    await simulator.close()
    rmSync(folder, { recursive: true })
  })

  const killAndWait = async (): Promise<void> => {
    const before = simulator.pid()
    process.kill(before, 'SIGKILL')
    const isBack = () =>
      simulator.pid() !== before &&
      fetch(`${simulator.controlUrl}/outbox`).then(
        () => true,
        () => false,
      )
    while (!(await isBack())) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  it('is another process, and refuses every address but that of this machine’s own loopback', async () => {
    expect(simulator.pid()).not.toBe(process.pid)
    const { port } = new URL(simulator.baseUrl)
    const other = connect({ host: '127.0.0.2', port: Number(port) })
    const [error] = (await once(other, 'error')) as [NodeJS.ErrnoException]
    expect(error.code).toBe('ECONNREFUSED')
  })

  it('killed, it is back on its port with every message, consent, token and clock', async () => {
    await control.subscribe(openid, DEMO_TEMPLATE.id, 2)
    const client = clientOf(simulator, { ...DEMO_APP, templates: [template] })
    expect(await client.sendSubscribeMessage(notice)).toMatchObject({ outcome: 'sent' })
    const sent = await control.outbox()
    await killAndWait()
    expect(ends).toEqual([null])
    expect(await control.outbox()).toEqual(sent)
    expect(await client.sendSubscribeMessage(notice)).toMatchObject({ outcome: 'sent' })
    expect(await client.sendSubscribeMessage(notice)).toMatchObject({ errcode: 43101 })
  })

  it('killed before a push went out, it delivers the push after its restart', async () => {
    const { product, events } = await listenForPushes(settings.push)
    await control.setCallback(`http://127.0.0.1:${(product.address() as AddressInfo).port}/`)
    const event = { FromUserName: openid, CreateTime: 1688953684, MsgType: 'event', Event: 'after_the_kill' }
    await control.push(event, { delayMs: 600 })
    await killAndWait()
    while (!events.includes('after_the_kill')) await new Promise((resolve) => setTimeout(resolve, 20))
    product.closeAllConnections()
    product.close()
  })
})

describe('settings of the simulated WeChat', () => {
  it.each(['0.0.0.0', '192.168.1.5', '::', 'example.com'])('refuse to listen on %s', (WX_SIM_HOST) => {
    expect(() => readSimulatorSettings({ WX_SIM_HOST }, randomHex)).toThrow('127.0.0.1 only')
  })

  it.each([
    ['WX_SIM_PORT', '70000'],
    ['WX_SIM_KEY', 'short'],
    ['WX_SIM_PUSH_KEY', 'x'],
    ['WX_SIM_PUSH_TOKEN', '!'],
  ])('refuse %s=%s', (name, value) => {
    expect(() => readSimulatorSettings({ [name]: value }, randomHex)).toThrow(name)
  })

  it('make up what is not given', () => {
    const settings = readSimulatorSettings({}, randomHex)
    expect(settings).toMatchObject({ port: 4100, controlKey: 'a'.repeat(48) })
    expect(settings.push.aesKey).toHaveLength(43)
  })
})

/** A product that verifies what it is told. */
async function listenForPushes(push: {
  token: string
  aesKey: string
}): Promise<{ product: Server; events: string[] }> {
  const events: string[] = []
  const options = { appId: DEMO_APP.appId, ghId: DEMO_GH_ID, secrets: [push], now: Date.now }
  const receiver = createPushReceiver(options)
  const product = createServer((incoming, outgoing) => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', () => {
      const query = Object.fromEntries(new URL(incoming.url ?? '', 'http://x').searchParams)
      const received = receiver.receive(query, Buffer.concat(parts).toString())
      if (received.accepted && received.event.kind === 'other') events.push(received.event.name)
      outgoing.writeHead(received.accepted ? 200 : 403).end(received.accepted ? 'success' : '')
    })
  })
  product.listen(0, '127.0.0.1')
  await once(product, 'listening')
  return { product, events }
}
