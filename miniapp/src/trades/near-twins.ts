import kinship from '#seeds/kinship.json'
import { tradeOf, type Trade } from './catalogue'

/** Rows that somebody who opened this one may have meant, in the editor's order, each once. */
export function nearTwins(seq: number): Trade[] {
  const others = kinship.relations.filter(({ rows }) => rows.includes(seq)).flatMap(({ rows }) => rows)
  return [...new Set(others)]
    .filter((other) => other !== seq)
    .map((other) => tradeOf(other))
    .filter((trade) => trade !== null)
}
