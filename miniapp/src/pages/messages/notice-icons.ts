import type { NoticeKind } from '#shared/notice-rules'
import type { IconName } from '../../components/icon'

/** What kind of news it is, at a glance. */
export const noticeIcons: Record<NoticeKind, IconName> = {
  enrolled: 'school',
  enrolled_unpaid: 'school',
  exam_passed: 'done',
  exam_failed: 'alert',
  certificate: 'award',
  claim_received: 'receipt',
  claim_returned: 'alert',
  claim_refused: 'refused',
  claim_approved: 'done',
  publicity_started: 'done',
  payout: 'banknote',
  payout_failed: 'alert',
  account_changed: 'alert',
  deletion_asked: 'alert',
  deletion_undone: 'done',
  deletion_called_off: 'info',
  contact_change_asked: 'alert',
  contact_change_undone: 'done',
  contact_changed: 'info',
  account_move_asked: 'alert',
  account_move_undone: 'done',
  account_move_called_off: 'info',
  account_moved: 'done',
  reminder_to_do: 'alert',
  still_reviewing: 'clock',
  still_paying: 'clock',
  last_day_to_claim: 'clock',
}
