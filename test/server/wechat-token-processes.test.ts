import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import mongoose from 'mongoose'
import { startStore } from '../../server/store/start-store'
import { storeSettings, withDatabase } from '../support/store-settings'
import {
  APP,
  countCalls,
  PAID,
  paidNotice,
  SEND,
  STABLE_TOKEN,
  startWechat,
  type Wechat,
} from './simulators/wechat-fixture'

const key = randomBytes(32).toString('base64')
const people = Array.from({ length: 40 }, (_, index) => `oSimPerson${index}`)
const [firstHalf, secondHalf] = [people.slice(0, 20), people.slice(20)]

describe('processes that share one access token through the store', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'jbt-token-'))
  const children: ChildProcess[] = []
  let wechat: Wechat
  let storeUri: string
  let closeStore: () => Promise<void>

  beforeAll(async () => {
    const given = storeSettings(folder).MONGODB_URI
    const store = given === undefined ? await startStore({ dataDir: folder }) : null
    storeUri = given ?? withDatabase(store?.uri ?? '', 'jiangbutong')
    closeStore = async () => store?.close()
    wechat = await startWechat({ people: people.map((openid) => ({ openid })) })
    for (const openid of people) await wechat.control.subscribe(openid, PAID, 9)
  })
  afterAll(async () => {
    await Promise.all(children.map(stop))
    await wechat.close()
    await closeStore()
    rmSync(folder, { recursive: true, force: true })
  })

  const startProcess = async (): Promise<ChildProcess> => {
    const { templateId, page, data } = paidNotice()
    const keys = { thing1: 'thing', amount2: 'amount', date3: 'date' }
    const order = JSON.stringify({
      ...APP,
      storeUri,
      baseUrl: wechat.baseUrl,
      key,
      keys,
      message: { templateId, page, data },
    })
    const entry = path.join(__dirname, 'simulators', 'wechat-sender.child.ts')
    const child = fork(entry, [order], { execArgv: ['--require', 'tsx/cjs'] })
    children.push(child)
    await once(child, 'message')
    return child
  }

  it('(4 of 13) ask for one each at the same moment, get the same, and renew it alike when it dies; never forced', async () => {
    const [first, second] = [await startProcess(), await startProcess()]
    const sendBoth = async () =>
      (await Promise.all([send(first, firstHalf), send(second, secondHalf)])).flat()
    expect(new Set(await sendBoth())).toEqual(new Set(['sent']))
    expect(await countCalls(wechat, STABLE_TOKEN)).toBeLessThanOrEqual(2)

    await wechat.control.revokeTokens()
    expect(new Set(await sendBoth())).toEqual(new Set(['sent']))
    expect(await countCalls(wechat, STABLE_TOKEN)).toBeLessThanOrEqual(4)

    expect(new Set(await sendBoth())).toEqual(new Set(['sent']))
    const calls = await wechat.control.calls()
    expect(calls.some((call) => call.isForced)).toBe(false)
    const refused = calls.filter((call) => call.path === SEND && call.errcode !== 0)
    expect(new Set(refused.map((call) => call.errcode))).toEqual(new Set([40001]))
    expect(calls.filter((call) => call.path === SEND && call.errcode === 0)).toHaveLength(120)
  })

  it('need not ask at all when they start later, and keep the token in no readable form', async () => {
    const before = await countCalls(wechat, STABLE_TOKEN)
    expect(await send(await startProcess(), firstHalf)).toHaveLength(20)
    expect(await countCalls(wechat, STABLE_TOKEN)).toBe(before)
    const client = await new mongoose.mongo.MongoClient(storeUri).connect()
    const tokens = await client.db().collection('wechat_tokens').find().toArray()
    await client.close()
    expect(tokens).toHaveLength(1)
    expect(JSON.stringify(tokens)).not.toContain('SIM_')
    expect(tokens[0]).toMatchObject({ tokenCipher: expect.stringMatching(/^v1\./) })
  })
})

async function send(child: ChildProcess, openids: string[]): Promise<string[]> {
  const answered = once(child, 'message')
  child.send(openids)
  const [{ outcomes }] = (await answered) as [{ outcomes: string[] }]
  return outcomes
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.disconnect()
  await gone
}
