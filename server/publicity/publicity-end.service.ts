import type { ClientSession } from 'mongoose'
import { claimsInPublicity, type Claim } from '../claims/claim-lookup.service'
import { advance, lastPublicDayOf } from '../claims/claim-transition'
import type { Moment } from '../context'

/** What the job works with. */
export interface PublicityDeps {
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

/**
 * Makes payable what was public for as long as the policy sets and is not objected to.
 * @returns how many
 * @throws when the end of some cannot be said, because nobody has entered that year's holidays: they stay public, and
 *   somebody has to enter them
 */
export async function endPublicity({ moment, inTransaction }: PublicityDeps): Promise<number> {
  const { today } = moment()
  const yearless: string[] = []
  let ended = 0
  for await (const claim of allInPublicity()) {
    const lastDay = lastPublicDayOf(claim)
    if (lastDay === null) yearless.push(claim.claimNo)
    if (claim.state !== 'in_publicity' || lastDay === null || lastDay >= today) continue
    const isEnded = await inTransaction(async (tx) => {
      const [still] = (await claimsInPublicity({ id: claim._id.toHexString(), tx })).items
      if (still?.state !== 'in_publicity') return false
      const now = moment()
      const set = { publicSince: null, payableSince: now.programmeNow }
      await advance({ tx, moment: now, actor: null }, still, { event: 'end_publicity', role: 'system', set })
      return true
    })
    if (isEnded) ended += 1
  }
  if (yearless.length > 0)
    throw new Error(`The holidays of some year are missing: ${String(yearless.length)} claims stay public`)
  return ended
}

async function* allInPublicity(): AsyncGenerator<Claim> {
  let cursor: string | undefined
  do {
    const page = await claimsInPublicity({ cursor })
    yield* page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
