import { rowOn } from '#shared/policy-catalogue'
import type { PolicyBook, PolicyEdition } from './policy-book'

/** What the rules look at in a class that somebody is about to book. */
interface BookedClass {
  tradeSeq: number
  /** Day of the exam as filed. */
  examOn: string
}

/**
 * Why nothing can be paid to somebody who books this class today, for the person who is about to; null where the
 * records will decide. Learning stays possible: only nobody may come to it for money that does not exist.
 * @param today programme date
 */
export function noSubsidyFor(book: PolicyBook, item: BookedClass, today: string): string | null {
  const edition = editionOf(book, item, today)
  if (!edition) return '现在没有生效的补贴办法，报名也领不到钱'
  if (item.examOn > edition.policy.file.effectiveUntil)
    return '这个班考试时，补贴办法已经到期，报名也领不到钱'
  return rowOn(edition.catalogue, item.tradeSeq, today) ? null : '这个工种现在不在补贴目录里，报名也领不到钱'
}

/** The version to which a booking of today will belong once the exam is over, as far as versions are known today. */
function editionOf(book: PolicyBook, { examOn }: BookedClass, today: string): PolicyEdition | null {
  const { next } = book
  if (next?.transition.by === 'deciding_date' && examOn >= next.activeFrom) return next
  return book.forCase({ bookedOn: today, bookedUnder: book.inForce.hash, decidingOn: examOn }, today)
}
