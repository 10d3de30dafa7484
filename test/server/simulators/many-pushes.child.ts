import { createPushDelivery, type PendingPush } from '../../../server/simulators/wechat/push-delivery'

/** Has many pushes wait at the same moment, and says what Node thought of that. */
const warnings: string[] = []
process.on('warning', ({ name }) => warnings.push(name))

const waiting: PendingPush[] = []
const delivery = createPushDelivery(
  {
    appId: 'wx0000000000000000',
    token: 'TokenOfTheTests',
    aesKey: 'abcdefghijABCDEFGHIJ0123456789abcdefghijABC',
    ghId: 'gh_000000000000',
    callbackUrl: null,
  },
  {
    pending: () => waiting,
    callbackUrl: () => null,
    save: () => undefined,
    now: Date.now,
    realNow: Date.now,
    randomText: (length) => 'a'.repeat(length),
  },
)
for (let push = 0; push < 50; push += 1) delivery.send({ Event: 'test' }, { delayMs: push < 25 ? 5 : 60_000 })
setTimeout(() => {
  const left = waiting.length
  delivery
    .stop()
    .then(() => process.send?.({ warnings, left }))
    .catch((error: unknown) => process.send?.({ failed: String(error) }))
    .finally(() => process.disconnect())
}, 200)
