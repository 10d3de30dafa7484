import { startTestServer } from '../support/server'
import { tryPushes } from './wechat-push-trial'

/*
 * Pushes that must not be let in: forged, replayed, skewed, downgraded, misdirected, the same in every run, with a true
 * one in every ten of them. None may leave an event or an effect. `npm run prove:wechat-pushes [count] [seed]`
 */
async function main(count: number, seed: number): Promise<void> {
  const server = await startTestServer()
  const trial = await tryPushes(server, count, seed)
  await server.stop()
  const kinds = Object.entries(trial.sent).map(([kind, sent]) => `${sent} ${kind}`)
  console.log(`${count} pushes that must not be let in (${kinds.join(', ')}): accepted ${trial.accepted}`)
  console.log(`answered otherwise than they must be: ${trial.answeredWrongly.length}`)
  for (const line of trial.answeredWrongly.slice(0, 10)) console.log(`  ${line}`)
  console.log(`true pushes between them: ${trial.genuineTaken} of ${trial.genuineSent} taken`)
  const isProved =
    trial.accepted === 0 && trial.answeredWrongly.length === 0 && trial.genuineTaken === trial.genuineSent
  if (!isProved) process.exitCode = 1
}

void main(Number(process.argv[2] ?? 1_000), Number(process.argv[3] ?? 6))
