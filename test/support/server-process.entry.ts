import path from 'node:path'
import demonstration from '#seeds/demonstration.json'
import { seedDemonstration } from '../../seeds/demonstration'
import { readConfig } from '../../server/config'
import { createLogger } from '../../server/logger'
import { startServer } from '../../server/main'
import { createWechatControl } from '../../server/simulators/wechat/wechat-control.client'
import { startWechatSimulator } from '../../server/simulators/wechat/wechat-simulator'

/** A whole demonstration in a process of its own, without the web pages: for tests that kill it. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const controlKey = 'key-of-the-tests-0123456789'
  const app = { appId: 'wx0000000000000000', appSecret: 'test-secret-000000000000000000' }
  const id = 'test-payout-template'
  const keys = { thing1: 'thing', amount2: 'amount', date3: 'date', thing4: 'thing' } as const
  const simulator = await startWechatSimulator({
    stateFile: path.join(config.dataDir, 'wechat-simulator.json'),
    app,
    templates: [{ id, title: '补贴到账通知', kind: 'one_time', keys }],
    releasedPages: ['packages/claims/progress/index'],
    people: demonstration.people.map(({ openid }) => ({ openid })),
    controlKey,
    now: Date.now,
    random: Math.random,
  })
  const server = await startServer({
    config,
    log: createLogger('warn'),
    webFolder: null,
    seed: seedDemonstration,
    wechat: {
      ...app,
      baseUrl: simulator.baseUrl,
      payoutTemplateId: id,
      payoutTemplateKeys: { purpose: 'thing1', amount: 'amount2', date: 'date3', note: 'thing4' },
      push: null,
      demo: createWechatControl({ controlUrl: simulator.controlUrl, controlKey }),
    },
  })
  process.once('SIGTERM', () => {
    void server.stop().then(async () => {
      await simulator.close()
      process.exit(0)
    })
  })
  const ready = { url: server.url, controlUrl: simulator.controlUrl, controlKey }
  process.stdout.write(`READY ${JSON.stringify(ready)}\n`)
}

void main()
