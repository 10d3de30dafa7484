import {
  createWechatControl,
  type WechatControl,
} from '../../../server/simulators/wechat/wechat-control.client'
import { startWechatSimulator } from '../../../server/simulators/wechat/wechat-simulator'
import type { SimulatorOptions } from '../../../server/simulators/wechat/simulator-context'
import {
  createWechatClient,
  type WechatClient,
  type WechatClientOptions,
} from '../../../server/wechat/wechat.client'
import type { WechatTokenStore } from '../../../server/wechat/access-token'

export const APP = { appId: 'wx0000000000000000', appSecret: '5ec7e7a11de0b0a7c0ffee00d15ea5e0' }
export const CONTROL_KEY = 'control-key-of-this-test'
export const PAID = 'template-paid'
export const SEND = '/cgi-bin/message/subscribe/send'
export const LOGIN = '/sns/jscode2session'
export const STABLE_TOKEN = '/cgi-bin/stable_token'
/** For tests in which an answer never comes; the others must not fail on a busy machine. */
export const IMPATIENT = { timeoutsMs: { login: 1000, other: 1000 } }
export const worker = 'oSimWorker0000000000000000a1'
export const neighbour = 'oSimNeighbour00000000000000b'
const KEYS = { thing1: 'thing', amount2: 'amount', date3: 'date' } as const

export interface Wechat {
  baseUrl: string
  controlUrl: string
  control: WechatControl
  close(): Promise<void>
}

export async function startWechat(options: Partial<SimulatorOptions> = {}): Promise<Wechat> {
  const simulator = await startWechatSimulator({
    app: APP,
    templates: [
      {
        id: PAID,
        title: '补贴到账提醒',
        kind: 'one_time',
        keys: KEYS,
        labels: { thing1: '项目', amount2: '金额', date3: '日期' },
      },
    ],
    releasedPages: ['pages/claim/index'],
    people: [{ openid: worker }, { openid: neighbour, unionid: 'oUnion1' }],
    controlKey: CONTROL_KEY,
    now: Date.now,
    random: seededRandom(1),
    ...options,
  })
  return {
    ...simulator,
    control: createWechatControl({ controlUrl: simulator.controlUrl, controlKey: CONTROL_KEY }),
  }
}

/** A client with everything it did to the outside kept for looking at. */
export interface ObservedClient extends WechatClient {
  logLines: string[]
  alarms(): string[]
  waits: number[]
  store: WechatTokenStore
}

export function clientOf(
  wechat: { baseUrl: string },
  options: Partial<WechatClientOptions> = {},
): ObservedClient {
  const logLines: string[] = []
  const waits: number[] = []
  const write = (fields: Record<string, unknown>, message: string) =>
    void logLines.push(JSON.stringify({ ...fields, message }))
  const store = options.tokenStore ?? memoryTokenStore()
  const client = createWechatClient({
    ...APP,
    baseUrl: wechat.baseUrl,
    templates: [{ id: PAID, keys: KEYS }],
    now: Date.now,
    random: seededRandom(2),
    log: { info: write, warn: write, error: write },
    tokenStore: store,
    wait: async (milliseconds) => void waits.push(milliseconds),
    ...options,
  })
  const alarms = () => logLines.flatMap((line) => (JSON.parse(line) as { alarm?: string }).alarm ?? [])
  return { ...client, logLines, waits, store, alarms }
}

export function memoryTokenStore(): WechatTokenStore {
  const known = new Map<string, { token: string; expiresAt: number }>()
  return {
    read: async (appId) => known.get(appId) ?? null,
    write: async (appId, token, expiresAt) => void known.set(appId, { token, expiresAt }),
  }
}

export function paidNotice(
  changes: Partial<{ openid: string; page: string; data: Record<string, string> }> = {},
) {
  return {
    openid: worker,
    templateId: PAID,
    page: 'pages/claim/index?id=c1',
    data: { thing1: '钢筋工培训补贴', amount2: '500.00元', date3: '2021年6月18日' },
    miniprogramState: 'formal' as const,
    ...changes,
  }
}

export async function countCalls(wechat: Wechat, path: string): Promise<number> {
  return (await wechat.control.calls()).filter((call) => call.path === path).length
}

/** Repeatable numbers from 0 up to 1 (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}
