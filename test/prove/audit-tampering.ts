import { createSecretKey } from 'node:crypto'
import { Types } from 'mongoose'
import type { AuditEntry } from '../../server/audit/audit-entry.model'
import { createRootSigner } from '../../server/audit/root-signer'
import { verifyLog } from '../../server/commands/audit-verification'
import { seeded } from '../support/seeded'
import { rechained, tamperings } from '../support/audit-tampering'

const ROUNDS = 1_000
const ENTRIES = 500
const random = seeded(20_211_231)
const pick = (below: number) => Math.floor(random() * below)

/**
 * `npm run prove:audit-tampering`: changes of the log by somebody with the database file, each with the old chain and, as
 * somebody would who knows how it works, with a new one; all must show against the root that lies outside.
 */
function main(): number {
  const log = rechained(Array.from({ length: ENTRIES }, (_, number) => invented(number)))
  const signer = createRootSigner(createSecretKey(Buffer.alloc(32, 1)))
  const day = '2021-12-31'
  const [seq, hash] = [log.length, log.at(-1)?.hash ?? '']
  const root = { day, seq, hash, signature: signer.sign(`${day} ${String(seq)} ${hash}`) }
  const isSound = (each: AuditEntry[]) => verifyLog(each, [root], signer.publicKey).faults.length === 0
  if (!isSound(log)) throw new Error('The untouched log fails')
  const missed = Array.from({ length: ROUNDS }, (_, round) => tampered(log, round)).filter(({ forged }) =>
    isSound(forged),
  )
  console.log(
    `${String(ROUNDS - missed.length)} of ${String(ROUNDS)} changes of a log of ${String(ENTRIES)} entries found`,
  )
  for (const { how } of missed) console.log(`  missed: ${how}`)
  return missed.length === 0 ? 0 : 1
}

function tampered(log: AuditEntry[], round: number): { how: string; forged: AuditEntry[] } {
  const ways = Object.entries(tamperings)
  const way = ways[round % ways.length]
  if (!way) throw new Error('There is no way to tamper')
  const forged = way[1](log, pick)
  return random() < 0.5
    ? { how: `${way[0]}, chained anew`, forged: rechained(forged) }
    : { how: `${way[0]}, old chain`, forged }
}

function invented(number: number): AuditEntry {
  const id = (count: number) => new Types.ObjectId(count.toString(16).padStart(24, '0'))
  return {
    _id: id(number + 1),
    at: new Date(Date.UTC(2021, 5, 18) + number * 1_000),
    act: number % 3 === 0 ? 'post /claims/:id/events pass' : 'put /me/identity',
    actorId: id(number % 7),
    subjectId: id(number % 50).toHexString(),
    requestId: `request-${String(number)}`,
    requestHash: `hash-${String(number)}`,
    outcome: number % 11 === 0 ? 'refused' : 'done',
    problem: number % 11 === 0 ? 'not_allowed' : null,
    changes: [{ of: 'claims', id: id(number % 50).toHexString(), hash: `record-${String(number)}` }],
    isChained: false,
  }
}

process.exit(main())
