import type { ClientSession, Types } from 'mongoose'
import { chineseDay } from '#shared/subsidy-calendar'
import { findInstitutions, type Institution } from '../institutions/institution.service'
import { outsideList, type OutsideList } from '../institutions/listing-check'
import type { TrainingClass } from './training-class.model'

type Held = Pick<TrainingClass, 'institutionId' | 'partnerId' | 'startsOn' | 'endsOn' | 'lessons'>

/** The bodies that hold a class: its institution, and the other one of a joint class. */
export function holderIds({
  institutionId,
  partnerId,
}: Pick<Held, 'institutionId' | 'partnerId'>): Types.ObjectId[] {
  return partnerId ? [institutionId, partnerId] : [institutionId]
}

/** The first body that was certainly not in the list of training institutions on a day of its class, clause （十二）. */
export function heldOutsideList(
  { startsOn, endsOn, lessons }: Held,
  holders: readonly Institution[],
): OutsideList | null {
  return outsideList(holders, [startsOn, endsOn, ...lessons.map(({ heldOn }) => heldOn)])
}

/** Why nobody is paid for a class because of the list, for whoever is about to book it; null where nothing says so. */
export function unlistedNote(item: Held, holders: readonly Institution[]): string | null {
  const outside = heldOutsideList(item, holders)
  return outside && `“${outside.name}”${chineseDay(outside.day)}不在培训机构目录里，报名也领不到钱`
}

/** The same, with the bodies read first. */
export async function unlistedNoteOf(item: Held, tx: ClientSession): Promise<string | null> {
  return unlistedNote(item, [...(await findInstitutions(holderIds(item), tx)).values()])
}
