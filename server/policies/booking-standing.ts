import { rowOn } from '#shared/policy-catalogue'
import type { PolicyBook } from './policy-book'
import { standingOn } from './policy-standing'

/**
 * Why nothing can be paid to somebody who books a class for this trade today, for the person who is about to; null where
 * the records will decide. Learning stays possible: only nobody may come to it for money that does not exist.
 * @param today programme date
 */
export function noSubsidyFor(book: PolicyBook, tradeSeq: number, today: string): string | null {
  const edition = book.forCase({ bookedOn: today, bookedUnder: book.inForce.hash, decidingOn: null }, today)
  if (!edition || (standingOn(book, today).status === 'closed' && !mayBelongToNext(book))) {
    return '现在没有生效的补贴办法，报名也领不到钱'
  }
  return rowOn(edition.catalogue, tradeSeq, today) ? null : '这个工种现在不在补贴目录里，报名也领不到钱'
}

/** A version to come that goes by the date of exam or certificate may take today's bookings. */
function mayBelongToNext({ next }: PolicyBook): boolean {
  return next?.transition.by === 'deciding_date'
}
