import type { CatalogueRow } from '#shared/policy-catalogue'
import { isOpenOn, nameOn } from '#shared/policy-catalogue'
import type { StatusView } from '#shared/session'
import { programmeDate } from '../api/programme'
import { keep, readKept } from '../platform/storage'

/** What later versions of the catalogue changed: the rows with dated facts, and those that this program does not have. */
type Change = Pick<CatalogueRow, 'seq' | 'name' | 'category' | 'aliases' | 'amountYuan'> &
  Partial<Pick<CatalogueRow, 'renamed' | 'closed' | 'added'>>

/** The phone's, not a person's: it outlives signing out. */
const place = 'device:catalogue-changes'
let kept: readonly Change[] | null = null
let edition = 0

/** Takes the catalogue of a version that has just been fetched and checked; only what differs is kept. */
export function rememberCatalogue(
  rows: readonly CatalogueRow[],
  bundled: readonly { readonly seq: number; readonly name: string }[],
): void {
  const names = new Map(bundled.map(({ seq, name }) => [seq, name]))
  kept = rows
    .filter((row) => row.renamed || row.closed || row.added || names.get(row.seq) !== row.name)
    .map(({ seq, name, category, aliases, amountYuan, renamed, closed, added }) => ({
      ...{ seq, name, category, aliases, amountYuan },
      ...(renamed ? { renamed } : {}),
      ...(closed ? { closed } : {}),
      ...(added ? { added } : {}),
    }))
  edition += 1
  keep(place, kept)
}

/** What is known to have changed, and a number that is another after each fetch. */
export function catalogueChanges(): { rows: readonly Change[]; edition: number } {
  kept ??= readKept<readonly Change[]>(place) ?? []
  return { rows: kept, edition }
}

/** The row's name today, and whether the catalogue still has it today. */
export function todays(change: Change): { name: string; isClosed: boolean } {
  const today = programmeDate(readKept<StatusView>('device:programme'))
  const row = { ...change, raw: change.name, searchNames: [change.name] }
  return { name: nameOn(row, today), isClosed: !isOpenOn(row, today) }
}

/** Begins anew, as after a restart of the program: for tests. */
export function forgetChangesInMemory(): void {
  kept = null
  edition += 1
}
