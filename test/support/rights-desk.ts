import { createSecretKey, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { defaultTimes } from '../../server/auth/session-lifetimes'
import { inTransaction } from '../../server/mongo'
import { People } from '../../server/people/person.model'
import { carryOutDueDeletions, type DataWorkDeps } from '../../server/personal-data/deletion-work.service'
import { FieldCipher } from '../../server/personal-data/field-cipher'
import { openPolicyBook } from '../../server/policies/policy-book'
import { shanghaiDate } from '../../server/programme-clock'
import { inventedWorker, joinedWorker } from './people'
import type { Caller, TestServer } from './server'

const DAY_MS = 86_400_000

/** People who ask about their data, and what carries their deletions out on any day. */
export function openRightsDesk(server: TestServer) {
  const cipher = cipherOf(server)
  let next = 100

  /** What a process works with so many days from now. */
  const processIn = async (days: number): Promise<DataWorkDeps> => {
    const now = new Date(Date.now() + days * DAY_MS)
    const programmeNow = new Date(Date.parse('2021-06-18T01:00:00Z') + days * DAY_MS)
    const today = shanghaiDate(programmeNow)
    const policies = await openPolicyBook(today, { inTransaction, now: () => programmeNow })
    const wechat = { payout: null, progress: null }
    const noticeChannels = { wechat, hasLongTermTemplates: false, sms: [] }
    const shared = { mode: 'demo' as const, cipher, policies, randomBytes, noticeChannels }
    return {
      deployment: { ...shared, signIn: defaultTimes, lookUpCertificate: null },
      inTransaction,
      moment: () => ({ now, programmeNow, today }),
    }
  }

  return {
    cipher,
    processIn,
    carryOutIn: async (days: number) => carryOutDueDeletions(await processIn(days)),
    /** Somebody who has filled everything in and done nothing else. */
    async newcomer(): Promise<{ caller: Caller; number: number }> {
      next += 1
      return { caller: await joinedWorker(server, next), number: next }
    },
    /** The record of whoever signs in with this invented worker's WeChat; null when there is none. */
    async personOf(number: number) {
      const openidIndex = cipher.blindIndex(inventedWorker(number).openid, 'openid')
      return People.findOne({ openidIndex }).lean()
    },
    idOf: async (caller: Caller) => (await caller.get('/me')).body['id'] as string,
    ask: (caller: Caller) => caller.post('/me/deletion'),
  }
}

/** The demonstration's keys lie beside the store. */
function cipherOf({ dataDir }: TestServer): FieldCipher {
  const file = readFileSync(path.join(dataDir, 'demo-keys.json'), 'utf8')
  const { fieldKey, indexKey } = JSON.parse(file) as { fieldKey: string; indexKey: string }
  const key = (text: string) => createSecretKey(text, 'base64')
  return new FieldCipher(key(fieldKey), key(indexKey), randomBytes)
}
