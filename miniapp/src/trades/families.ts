import kinship from '#seeds/kinship.json'
import type { TradeHit } from '#shared/trade-match'
import { formatAmount } from '#shared/money'
import { amountOf } from '../components/trade-row'
import { basisOf } from '../policies/basis'
import { tradeOf, type Trade } from './catalogue'

/** A found row, and the rows that are the same skill for the same money: shown as one. */
export interface Family {
  hit: TradeHit
  trade: Trade
  also: Trade[]
}

/** The hits in their order, each `same` row with equal money folded into the first of its kin (kinship does not carry on). */
export function families(hits: readonly TradeHit[]): Family[] {
  const found: Family[] = []
  for (const hit of hits) {
    const trade = tradeOf(hit.seq)
    if (!trade) continue
    const kin = found.find((family) => isSame(family.trade.seq, hit.seq) && paysTheSame(family.trade, trade))
    if (kin) kin.also.push(trade)
    else found.push({ hit, trade, also: [] })
  }
  return found
}

function isSame(a: number, b: number): boolean {
  return kinship.relations.some(
    ({ rows, relation }) => relation === 'same' && rows.includes(a) && rows.includes(b),
  )
}

function paysTheSame(a: Trade, b: Trade): boolean {
  return termsOf(a) === termsOf(b)
}

/** What a row promises and asks, in words: two rows are equal when these are. */
function termsOf(trade: Trade): string {
  return `${formatAmount(amountOf(trade))} ${basisOf(trade.seq)?.text ?? ''}`
}
