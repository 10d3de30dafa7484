import type { ClientSession } from 'mongoose'
import { claimStates } from '#shared/claim-machine'
import { returnReasons } from '#shared/claims'
import { noticeSettings } from '#shared/notice-settings'
import type { Deployment, Moment } from '../context'
import { notify } from '../notifications/notification.service'
import { Claims, type Claim } from './claim.model'

const DAY_MS = 86_400_000
const PAGE = 200
/** After so many reminders nothing more is said: the claim stays open, and the inbox says what to do. */
const MOST_REMINDERS = 3

/** What a job of claims works with. */
export interface ReminderDeps {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

/** Reminds workers of what only they can do: mend what a bureau asked for, or name another card. @returns how many */
export function remindWorkers(deps: ReminderDeps): Promise<number> {
  const every = noticeSettings.remindAfterDays
  const wanted = { afterDays: { needs_info: every, pay_failed: every }, atMost: MOST_REMINDERS }
  return tellWaiting(deps, wanted, (claim, waited, tx) => {
    const toDo = claim.state === 'pay_failed' ? '请换一张本人的卡' : sayOf(claim)
    return notify(
      { deployment: deps.deployment, moment: deps.moment(), tx },
      {
        personId: claim.workerId,
        claimId: claim._id,
        kind: 'reminder_to_do',
        values: { days: String(waited.days), toDo },
        onceKey: waited.key,
      },
    )
  })
}

/** Tells workers whose claim is long in one step that it is not forgotten, for as long as that lasts. @returns how many */
export function tellStillGoingOn(deps: ReminderDeps): Promise<number> {
  const wanted = { afterDays: noticeSettings.stillGoingOnAfterDays, atMost: Infinity }
  return tellWaiting(deps, wanted, ({ _id, workerId, state }, waited, tx) => {
    const about = { personId: workerId, claimId: _id, onceKey: waited.key }
    const command = { deployment: deps.deployment, moment: deps.moment(), tx }
    const days = String(waited.days)
    if (state === 'payable' || state === 'in_batch')
      return notify(command, { ...about, kind: 'still_paying', values: { days } })
    const bureau = state === 'housing_review' ? '住建部门' : '人社部门'
    return notify(command, { ...about, kind: 'still_reviewing', values: { days, bureau } })
  })
}

/** Which claims are meant: how many days in a state are long, and how often it is said. */
interface Wanted {
  afterDays: Partial<Record<Claim['state'], number>>
  atMost: number
}

interface Waited {
  days: number
  /** One for each stretch of waiting in one place: what it names is told once. */
  key: string
}

async function tellWaiting(
  { moment, inTransaction }: ReminderDeps,
  wanted: Wanted,
  tell: (claim: Claim, waited: Waited, tx: ClientSession) => Promise<boolean>,
): Promise<number> {
  const now = moment().programmeNow
  let told = 0
  for await (const claim of claimsIn(claimStates.filter((state) => wanted.afterDays[state] !== undefined))) {
    const waited = waitedSince(claim, now, wanted)
    if (waited === null) continue
    const isTold = await inTransaction(async (tx) => {
      const still = await Claims.exists({ _id: claim._id, revision: claim.revision }).session(tx)
      return still !== null && (await tell(claim, waited, tx))
    })
    if (isTold) told += 1
  }
  return told
}

/** All claims in these states, by the page. */
async function* claimsIn(states: Claim['state'][]): AsyncGenerator<Claim> {
  let page: Claim[]
  let after: Claim | undefined
  do {
    page = await Claims.find({ state: { $in: states }, ...(after ? { _id: { $gt: after._id } } : {}) })
      .sort({ _id: 1 })
      .limit(PAGE)
      .lean<Claim[]>()
    yield* page
    after = page.at(-1)
  } while (page.length === PAGE)
}

function waitedSince({ _id, revision, state, history }: Claim, now: Date, wanted: Wanted): Waited | null {
  const last = history.at(-1)?.at
  const afterDays = wanted.afterDays[state]
  if (!last || afterDays === undefined) return null
  const days = Math.floor((now.getTime() - last.getTime()) / DAY_MS)
  const times = Math.floor(days / afterDays)
  if (times < 1 || times > wanted.atMost) return null
  return { days, key: `claim:${_id.toHexString()}:${revision}:${times}` }
}

function sayOf({ returned }: Claim): string {
  return returned ? returnReasons[returned.reasonCode].say : '请看要补什么'
}
