import { createInterface } from 'node:readline'
import { Types } from 'mongoose'
import * as v from 'valibot'
import { seedDemonstration } from '../../seeds/demonstration'
import { DEMO_APP, DEMO_GH_ID, DEMO_TEMPLATE } from '../../server/commands/demonstration-wechat'
import { readConfig } from '../../server/config'
import type { Deployment } from '../../server/context'
import { createLogger } from '../../server/logger'
import { startServer } from '../../server/main'
import { inTransaction } from '../../server/mongo'
import { Deliveries } from '../../server/notifications/delivery.model'
import { Notifications } from '../../server/notifications/notification.model'
import { notify } from '../../server/notifications/notification.service'
import { signInPerson } from '../../server/people/person.service'

const settings = v.object({
  baseUrl: v.string(),
  push: v.object({ token: v.string(), aesKey: v.string() }),
})
const orders = v.variant('order', [
  v.object({ order: v.literal('tell'), number: v.number(), openid: v.string() }),
  v.object({ order: v.literal('hurry') }),
  v.object({ order: v.literal('count') }),
])

let deployment: Deployment | null = null

/** One of two servers on one store: it sends what is due, and writes the notices that it is told to write. */
async function main(): Promise<void> {
  const { baseUrl, push } = v.parse(settings, JSON.parse(process.argv[2] ?? '{}'))
  const server = await startServer({
    config: readConfig(process.env),
    log: createLogger('silent'),
    webFolder: null,
    seed: async (made, today) => {
      deployment = made
      await seedDemonstration(made, today)
    },
    wechat: {
      ...DEMO_APP,
      baseUrl,
      payoutTemplateId: DEMO_TEMPLATE.id,
      payoutTemplateKeys: { purpose: 'thing1', amount: 'amount2', date: 'date3', note: 'thing4' },
      push: { ghId: DEMO_GH_ID, secrets: [push] },
      demo: null,
    },
  })
  say({ ready: server.url })
  createInterface(process.stdin).on('line', (line) => {
    carryOut(v.parse(orders, JSON.parse(line))).catch((error: unknown) =>
      say({ failed: String(error), line }),
    )
  })
}

async function carryOut(asked: v.InferOutput<typeof orders>): Promise<void> {
  if (asked.order === 'tell') return tell(asked.number, asked.openid)
  // The pauses of minutes after a refused connection are not what is proved here.
  if (asked.order === 'hurry') {
    await Deliveries.updateMany({ state: 'pending' }, { $set: { dueAt: new Date() } })
    return
  }
  const told = await Notifications.find({ onceKey: { $exists: true } }).lean()
  const copies = await Deliveries.find().lean()
  say({
    told: told.map(({ onceKey }) => onceKey),
    copies: copies.map(({ page, state, attempts }) => ({ page, state, attempts })),
  })
}

/** As a command does: message and copy in one transaction; acknowledged when it is committed. */
async function tell(number: number, openid: string): Promise<void> {
  if (!deployment) throw new Error('The server is not ready')
  const shared = deployment
  const now = new Date()
  const person = await signInPerson(shared, openid, now)
  const moment = { now, programmeNow: new Date('2021-06-18T02:00:00Z'), today: '2021-06-18' }
  await inTransaction(async (tx) => {
    await notify(
      { deployment: shared, moment, tx },
      {
        personId: person._id,
        kind: 'payout',
        claimId: new Types.ObjectId(number.toString(16).padStart(24, '0')),
        values: { trade: '钢筋工', amount: '500元', bank: '演示银行', lastFour: '0012' },
        onceKey: `prove:${String(number)}`,
      },
    )
  })
  say({ done: number })
}

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
