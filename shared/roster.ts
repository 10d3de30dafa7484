import { readChat } from '#shared/roster-chat'
import { rowsOf } from '#shared/roster-rows'
import { readTable } from '#shared/roster-table'
import type { FindTrade, RosterReading } from '#shared/roster-types'

/** Most people that one roster may hold. */
export const LONGEST_ROSTER = 5_000
/** No line that somebody meant has more characters; what is beyond is not read. */
const LONGEST_LINE = 2_000

/**
 * Reads a roster as somebody pastes it: from a chat, or the cells of a sheet with tabs between them. Never throws; the
 * same people in any order, any number of times, give the same rows.
 */
export function readRosterText(text: string, findTrade: FindTrade): RosterReading {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.slice(0, LONGEST_LINE))
  const filled = lines.filter((line) => line.trim() !== '')
  const isSheet = filled.filter((line) => line.includes('\t')).length * 2 > filled.length
  return isSheet
    ? readRosterTable(
        lines.map((line) => line.split('\t').map(unquoted)),
        findTrade,
      )
    : reading(readChat(lines, remembering(findTrade)), findTrade)
}

/** Reads a roster from the rows of a file. */
export function readRosterTable(table: readonly (readonly string[])[], findTrade: FindTrade): RosterReading {
  return reading(readTable(table, remembering(findTrade)), findTrade)
}

function reading(
  { entries, aside }: Pick<RosterReading, 'aside'> & { entries: Parameters<typeof rowsOf>[0] },
  findTrade: FindTrade,
): RosterReading {
  return { rows: rowsOf(entries, remembering(findTrade)), aside }
}

/** The words of a crew are few; looking for each once is enough. */
function remembering(findTrade: FindTrade): FindTrade {
  const known = new Map<string, number | null>()
  return (words) => {
    const before = known.get(words)
    if (before !== undefined) return before
    const found = findTrade(words)
    known.set(words, found)
    return found
  }
}

function unquoted(cell: string): string {
  const inner = /^\s*"(.*)"\s*$/.exec(cell)?.[1]
  return inner === undefined ? cell : inner.replaceAll('""', '"')
}
