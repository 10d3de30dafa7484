import { createHash } from 'node:crypto'
import { inListOn, listStandings, type ListStanding } from '#shared/list-period'
import { Problem } from '#shared/problem'
import type { ListedBody } from '../institutions/listed-body'

const PAGE = 20
/** Names in the order of a Chinese dictionary; made once, because making it costs more than comparing. */
const byName = new Intl.Collator('zh-Hans-CN')

/** What everything in a list is found and ordered by. */
interface Found {
  id: string
  name: string
}

/** One page of what was found. @param cursor id of the last one seen @throws Problem `not_found` when that one is gone */
export function pageOf<Item>(
  found: readonly Item[],
  cursor: string | undefined,
  idOf: (item: Item) => string,
): { items: Item[]; total: number; nextCursor: string | null } {
  const begin = cursor === undefined ? 0 : found.findIndex((item) => idOf(item) === cursor) + 1
  if (cursor !== undefined && begin === 0)
    throw new Problem('not_found', { detail: '列表已更新，请从头再看' })
  const items = found.slice(begin, begin + PAGE)
  const last = items.at(-1)
  return {
    items,
    total: found.length,
    nextCursor: last && begin + PAGE < found.length ? idOf(last) : null,
  }
}

/** Those of the list first, then those about which nobody knows, then those outside; each by name. */
export function inListOrder<Item extends Found & { standing: ListStanding }>(items: readonly Item[]): Item[] {
  const rank = ({ standing }: Item) => listStandings.indexOf(standing)
  return [...items].sort((one, other) => rank(one) - rank(other) || byName.compare(one.name, other.name))
}

/** Whether all the words that somebody typed stand in one of the texts; width and case of letters do not matter. */
export function isMentioned(typed: string | undefined, texts: readonly (string | null)[]): boolean {
  const words = folded(typed ?? '')
    .split(/\s+/u)
    .filter((word) => word !== '')
  const all = folded(texts.filter((text) => text !== null).join('\n'))
  return words.every((word) => all.includes(word))
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** What the lists say of any body. @param today programme date */
export function presentListing(
  { district, address, phone, location, credit, listPeriods }: ListedBody,
  today: string,
) {
  return {
    ...{ district, address, phone },
    location: location && { latitude: location.latitude, longitude: location.longitude },
    credit: credit && { grade: credit.grade, asOf: credit.asOf, source: credit.source },
    standing: inListOn({ listPeriods }, today),
    listPeriods: listPeriods.map(({ _id, from, until, document, endDocument, corrections = [] }) => ({
      id: _id.toHexString(),
      ...{ from, until, document, endDocument },
      corrections: corrections.map((each) => ({
        ...{ from: each.from, until: each.until },
        ...{ reason: each.reason, correctedOn: each.correctedOn },
      })),
    })),
  }
}

/** Names a content, so that who has it already need not load it again. */
export function etagOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url')
}
