import { isDeepStrictEqual } from 'node:util'
import { Types, type ClientSession } from 'mongoose'
import { overlapOf } from '#shared/list-period'
import { Problem } from '#shared/problem'
import type { ListCorrectionBody, ListEndBody, ListEntryBody } from '#shared/public-lists'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Command } from '../context'
import type { ListEntry } from './listed-body'

/** The bodies of one list, as far as their times in it are concerned. */
export interface ListKeeper {
  /** Times in the list of a body; null where there is no such body. */
  load(id: string, tx: ClientSession): Promise<readonly ListEntry[] | null>
  save(id: string, entries: readonly ListEntry[], tx: ClientSession): Promise<void>
}

/** A time in the list from a day on, as the document says it. */
export function newEntry({ actor }: Pick<Command, 'actor'>, { from, document }: ListEntryBody): ListEntry {
  const ends = { until: null, endDocument: null, endedById: null }
  return { _id: new Types.ObjectId(), from, document, addedById: actor.personId, ...ends }
}

/**
 * Puts a body in its list from a day on. Earlier times stay.
 * @throws Problem `not_found`, `invalid_fields` when the body is in the list on that day or later anyway
 */
export async function addEntry(
  keeper: ListKeeper,
  command: Command,
  id: string,
  body: ListEntryBody,
): Promise<void> {
  const entries = await loaded(keeper, id, command.tx)
  const entry = newEntry(command, body)
  const shared = entries.map((each) => overlapOf(each, entry)).find((day) => day !== null)
  if (shared) throw fault('/from', `${chineseDay(shared)}已经在目录里，请先移出，或改日期`)
  await keeper.save(id, [...entries, entry], command.tx)
}

/**
 * Takes a body out of its list after a day, which is the last one in it.
 * @throws Problem `not_found`, `not_in_this_state` when it was taken out before, `invalid_fields` for a day before the first
 */
export async function endEntry(
  keeper: ListKeeper,
  { actor, tx }: Command,
  at: EntryPlace,
  { until, document }: ListEndBody,
): Promise<void> {
  const { entries, entry } = await foundEntry(keeper, at, tx)
  if (entry.until !== null)
    throw new Problem('not_in_this_state', { detail: `已经移出了，最后一天是${chineseDay(entry.until)}` })
  if (until < entry.from) throw fault('/until', '最后一天不能早于列入那天')
  const ended = { ...entry, until, endDocument: document, endedById: actor.personId }
  await keeper.save(
    at.id,
    entries.map((each) => (each === entry ? ended : each)),
    tx,
  )
}

/**
 * Puts right what was typed wrongly about a time in a list. Decisions made by what stood there are not made anew.
 * @throws Problem `not_found`, `invalid_fields` for days that cannot be, share a day with another time, or change nothing
 */
export async function correctEntry(
  keeper: ListKeeper,
  { actor, moment, tx }: Command,
  at: EntryPlace,
  { reason, ...right }: ListCorrectionBody,
): Promise<void> {
  const { entries, entry } = await foundEntry(keeper, at, tx)
  if ((right.until === null) !== (right.endDocument === null))
    throw fault(
      '/endDocument',
      right.until === null ? '没有移出，就不写移出的文件' : '请写移出依据的文件名或文号',
    )
  if (right.until !== null && right.until < right.from) throw fault('/until', '最后一天不能早于列入那天')
  const others = entries.filter((each) => each !== entry)
  const shared = others.map((each) => overlapOf(each, right)).find((day) => day !== null)
  if (shared) throw fault('/from', `和另一条记录重了：${chineseDay(shared)}`)
  const { from, until, document, endDocument } = entry
  const was = { from, until, document, endDocument }
  if (isDeepStrictEqual(was, { ...right })) throw fault('/from', '和现在的一样，没有要更正的')
  const correction = { ...was, reason, correctedById: actor.personId, correctedOn: moment.today }
  const corrected = {
    ...{ ...entry, ...right },
    endedById: right.until === null ? null : (entry.endedById ?? actor.personId),
    corrections: [...(entry.corrections ?? []), correction],
  }
  await keeper.save(
    at.id,
    entries.map((each) => (each === entry ? corrected : each)),
    tx,
  )
}

/** Which time in the list of which body. */
interface EntryPlace {
  id: string
  entryId: string
}

async function foundEntry(
  keeper: ListKeeper,
  { id, entryId }: EntryPlace,
  tx: ClientSession,
): Promise<{ entries: readonly ListEntry[]; entry: ListEntry }> {
  const entries = await loaded(keeper, id, tx)
  const entry = entries.find(({ _id }) => _id.toHexString() === entryId)
  if (!entry) throw new Problem('not_found', { detail: '没有这条目录记录，请刷新后再试' })
  return { entries, entry }
}

async function loaded(keeper: ListKeeper, id: string, tx: ClientSession): Promise<readonly ListEntry[]> {
  const entries = await keeper.load(id, tx)
  if (!entries) throw new Problem('not_found', { detail: '目录里没有这一家，请返回看看别的' })
  return entries
}

function fault(pointer: string, detail: string): Problem {
  return new Problem('invalid_fields', { errors: [{ pointer, code: 'list_period', detail }] })
}

/** Refuses a second body of one name: nobody could tell the two apart on a certificate. */
export function refuseSameName(name: string, known: readonly string[]): void {
  if (!known.some((each) => squeezed(each) === squeezed(name))) return
  const errors = [{ pointer: '/name', code: 'same_name', detail: '目录里已经有这个名称，请在那一家里改' }]
  throw new Problem('invalid_fields', { errors })
}

/** A name without spaces and width of letters, in which people differ. */
export function squeezed(name: string): string {
  return name.normalize('NFKC').replace(/\s/gu, '').toLowerCase()
}
