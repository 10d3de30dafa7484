import mongoose from 'mongoose'
import { WECHAT_CALLBACK } from '../../server/wechat-events/wechat-callback'
import { Seeded } from '../oracle/seeded'
import { PUSH, type TestServer } from '../support/server'
import { forgeries, genuine, type PushRequest, type Surroundings } from './wechat-forgeries'

/** What came of so many pushes that must not be let in, with true ones between them. */
export interface Trial {
  /** How many of each kind were sent. */
  sent: Record<string, number>
  /** Names of those that were answered otherwise than with 403, or than `success` for a verbatim repetition. */
  answeredWrongly: string[]
  genuineSent: number
  genuineTaken: number
  /**
   * Events kept beyond the true ones, and duties beyond one for each of them. Fewer duties are right: once one of them is
   * carried out, the account is nobody's any more, and what WeChat says of it later concerns nobody's data.
   */
  accepted: number
}

const GENUINE_EVERY = 10

/** A push that must not be let in, and what must be answered to it. */
interface Attempt {
  kind: string
  name: string
  push: PushRequest
  rightAnswer: string
}

/** Sends `count` cheating pushes to a running server, the same in every run with the same seed. */
export async function tryPushes(server: TestServer, count: number, seed: number): Promise<Trial> {
  const random = new Seeded(seed)
  const send = senderTo(server)
  const before = await standing()
  const trial: Trial = { sent: {}, answeredWrongly: [], genuineSent: 0, genuineTaken: 0, accepted: 0 }
  let captured = genuine(surroundings(random))
  for (let index = 0; index < count; index += 1) {
    if (index % GENUINE_EVERY === 0) {
      captured = genuine(surroundings(random))
      trial.genuineSent += 1
      if ((await send(captured)) === '200 success') trial.genuineTaken += 1
    }
    const { kind, name, push, rightAnswer } = nextAttempt(random, captured)
    trial.sent[kind] = (trial.sent[kind] ?? 0) + 1
    const answer = await send(push)
    if (answer !== rightAnswer) trial.answeredWrongly.push(`${name}: ${answer}`)
  }
  const after = await settled()
  const extraEvents = after.events - before.events - trial.genuineTaken
  const extraDuties = after.duties - before.duties - trial.genuineTaken
  return { ...trial, accepted: Math.max(Math.abs(extraEvents), extraDuties) }
}

/** One in twenty repeats a true push to the letter: WeChat does so, too, so it is answered but has no second effect. */
function nextAttempt(random: Seeded, captured: PushRequest): Attempt {
  if (random.chance(1, 20))
    return { kind: 'replayed', name: 'verbatim', push: captured, rightAnswer: '200 success' }
  const { kind, name, make } = random.pick(forgeries)
  return { kind, name, push: make(surroundings(random)), rightAnswer: '403 ' }
}

function surroundings(random: Seeded): Surroundings {
  const now = Math.floor(Date.now() / 1000)
  return { ...PUSH, appId: 'wx0000000000000000', now, random }
}

function senderTo(server: TestServer): (push: PushRequest) => Promise<string> {
  return async ({ query, body }) => {
    const url = `${server.url}${WECHAT_CALLBACK}?${new URLSearchParams(query).toString()}`
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    return `${response.status} ${await response.text()}`
  }
}

async function standing(): Promise<{ events: number; duties: number }> {
  const { connection } = mongoose
  const [events, duties] = await Promise.all([
    connection.collection('wechat_events').countDocuments(),
    connection.collection('data_duties').countDocuments(),
  ])
  return { events, duties }
}

/** When everything that was taken in has had its effect. */
async function settled(): Promise<{ events: number; duties: number }> {
  const isWaiting = () => mongoose.connection.collection('wechat_events').countDocuments({ state: 'waiting' })
  while ((await isWaiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  return standing()
}
