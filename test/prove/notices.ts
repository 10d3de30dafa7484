import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DEMO_TEMPLATE } from '../../server/commands/demonstration-wechat'
import { spawnSimulator, type SimulatorProcess } from '../../server/commands/simulator-process'
import { createWechatControl, type WechatControl } from '../../server/simulators/wechat/wechat-control.client'
import { startNoticeServer, type Copy, type NoticeServer } from './notice-servers'

/**
 * Two servers on one store write and send notices while they and the simulated WeChat are killed. Every notice must stand
 * in the inbox once, and reach WeChat at most once; whatever nobody can know is listed as unknown.
 * Usage: npm run prove:notices -- [notices] [kills]
 */
const NOTICES = Number(process.argv[2] ?? 1_000)
const KILLS = Number(process.argv[3] ?? 12)
const KILL_EVERY_MS = 3_000
const UNDER_WAY = 24
/** So long one send takes: there is always one under way when something is killed. */
const SEND_MS = 40
/** Spread over all kills. */
const PAUSE_MS = Math.max(100, (KILLS * KILL_EVERY_MS * 1.5) / (NOTICES / UNDER_WAY))
const END_WITHIN_MS = 300_000
const OPEN = new Set(['pending', 'leased', 'sending'])

/** WeChat sends to one person at a time, so there are many. */
const workers = Array.from({ length: 200 }, (_, index) => `oPROVE${String(index).padStart(22, '0')}`)
const folder = mkdtempSync(path.join(tmpdir(), 'jbt-notices-'))
const push = { token: randomBytes(12).toString('hex'), aesKey: randomBytes(22).toString('hex').slice(1) }
const controlKey = randomBytes(24).toString('hex')
const done = new Set<number>()

interface Scene {
  simulator: SimulatorProcess
  control: WechatControl
  servers: NoticeServer[]
}

async function main(): Promise<void> {
  const stateFile = path.join(folder, 'wechat.json')
  const simulator = await spawnSimulator({ port: 0, stateFile, controlKey, push }, () => undefined)
  const control = createWechatControl({ controlUrl: simulator.controlUrl, controlKey })
  await control.seed(workers.map((openid) => ({ openid })))
  for (const openid of workers)
    await control.subscribe(openid, DEMO_TEMPLATE.id, Math.ceil(NOTICES / workers.length))
  const scene: Scene = { simulator, control, servers: [] }
  scene.servers = [await newServer(scene), await newServer(scene)]
  await listenForEvents(scene)
  const started = Date.now()
  await Promise.all([writeAll(scene), killEverything(scene)])
  const [copies, told] = await settled(scene)
  const outbox = await control.outbox()
  report(
    told,
    copies,
    outbox.map(({ page }) => page),
    (Date.now() - started) / 1000,
  )
  for (const server of scene.servers) await server.kill()
  await simulator.close()
  rmSync(folder, { recursive: true, force: true })
}

function newServer({ simulator }: Scene): Promise<NoticeServer> {
  return startNoticeServer(path.join(folder, 'data'), { baseUrl: simulator.baseUrl, push }, (number) =>
    done.add(number),
  )
}

/** Waits for a WeChat that is just coming back. */
async function listenForEvents({ control, servers }: Scene): Promise<void> {
  for (let left = 100; left > 0; left -= 1) {
    try {
      await control.holdSends(SEND_MS)
      return await control.setCallback(`${servers[0]?.url ?? ''}/wechat/callback`)
    } catch (error) {
      if (left === 1) throw error
      await pause(200)
    }
  }
}

/** Gives every notice to one of the servers, and again to another until one has said that it stands. */
async function writeAll(scene: Scene): Promise<void> {
  let turn = 0
  while (done.size < NOTICES) {
    const open = Array.from({ length: NOTICES }, (_, number) => number).filter((number) => !done.has(number))
    for (const number of open.slice(0, UNDER_WAY)) {
      turn += 1
      const openid = workers[number % workers.length] ?? ''
      scene.servers[turn % scene.servers.length]?.order({ order: 'tell', number, openid })
    }
    await pause(PAUSE_MS)
  }
}

/** One after the other: a server, the other server, WeChat. */
async function killEverything(scene: Scene): Promise<void> {
  for (let kill = 0; kill < KILLS; kill += 1) {
    await pause(KILL_EVERY_MS)
    if (kill % 3 === 2) process.kill(scene.simulator.pid(), 'SIGKILL')
    else {
      await scene.servers[kill % 3]?.kill()
      scene.servers[kill % 3] = await newServer(scene)
    }
    await pause(800)
    for (const server of scene.servers) server.order({ order: 'hurry' })
    await listenForEvents(scene)
  }
}

/** When nothing is under way any more. */
async function settled({ servers }: Scene): Promise<[Copy[], string[]]> {
  const end = Date.now() + END_WITHIN_MS
  while (Date.now() < end) {
    servers[0]?.order({ order: 'hurry' })
    await pause(3_000)
    const answer = Promise.all([servers[0]?.heard('copies'), servers[0]?.heard('told')])
    servers[0]?.order({ order: 'count' })
    const [copies = [], told = []] = await answer
    if (!copies.some(({ state }) => OPEN.has(state))) return [copies, told]
  }
  throw new Error('Copies are still under way')
}

function report(told: string[], copies: Copy[], pages: string[], seconds: number): void {
  const inWechat = countBy(pages)
  const states = countBy(copies.map(({ state }) => state))
  const unknown = copies.filter(({ state }) => state === 'unknown')
  const arrived = unknown.filter(({ page }) => inWechat.has(page)).length
  const lostInWechat = copies.filter(({ state, page }) => state === 'sent' && !inWechat.has(page)).length
  const findings = {
    lost: NOTICES - new Set(told).size,
    doubled: told.length - new Set(told).size,
    withoutCopy: NOTICES - copies.length,
    twiceInWechat: [...inWechat.values()].filter((times) => times > 1).length,
    saidSentButNot: lostInWechat,
  }
  console.log(`${NOTICES} notices, ${KILLS} kills, two servers, ${seconds.toFixed(0)} s`)
  console.log(`copies: ${[...states].map(([state, count]) => `${state} ${count}`).join(', ')}`)
  console.log(`unknown: ${unknown.length}, of which WeChat has ${arrived}`)
  for (const { page } of unknown) console.log(`  unknown: ${page.split('=')[1] ?? page}`)
  console.log(JSON.stringify(findings))
  if (Object.values(findings).some((count) => count > 0)) process.exitCode = 1
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
