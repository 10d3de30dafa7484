import { createHash } from 'node:crypto'
import type { ClientSession } from 'mongoose'
import { claimAccountView } from '../claims/claim-account'
import { payableClaims, type Claim } from '../claims/claim-lookup.service'
import type { Deployment, Moment } from '../context'
import { notify } from '../notifications/notification.service'
import { withDifferingAccounts } from './payable.service'

/** What telling works with. */
export interface DifferingAccountsDeps {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

/**
 * Asks whoever has claims waiting for their money that name different accounts which one is theirs; until then none is paid.
 * Once for each such set. @returns how many people were asked
 */
export async function askAboutDifferingAccounts(deps: DifferingAccountsDeps): Promise<number> {
  const claims = await payableClaims(null)
  let asked = 0
  for (const workerId of withDifferingAccounts(claims)) {
    const own = claims.filter((claim) => claim.workerId.toHexString() === workerId)
    if (await deps.inTransaction((tx) => ask(deps, own, tx))) asked += 1
  }
  return asked
}

async function ask(
  { deployment, moment }: DifferingAccountsDeps,
  claims: readonly Claim[],
  tx: ClientSession,
): Promise<boolean> {
  const [first] = claims
  if (!first) return false
  const cards = claims.map((claim) =>
    claimAccountView(deployment.cipher, claim._id, claim.account).cardMasked.slice(-4),
  )
  const set = claims.map(({ _id, account }) => `${_id.toHexString()} ${account.cardIndex}`).sort()
  return notify(
    { deployment, moment: moment(), tx },
    {
      personId: first.workerId,
      claimId: first._id,
      kind: 'accounts_differ',
      values: { count: String(claims.length), cards: [...new Set(cards)].join('、') },
      onceKey: `accounts_differ:${createHash('sha256').update(set.join('\n')).digest('hex')}`,
    },
  )
}
