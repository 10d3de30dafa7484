import type { NoticePage } from '#shared/notice-rule'
import type { NotificationView } from '#shared/notifications'
import { open } from '../../routes'

type Opening = (message: NotificationView) => Promise<void> | undefined

const openings: Readonly<Record<NoticePage, Opening>> = {
  claim: ({ claimId }) => (claimId === null ? undefined : open('claim', { id: claimId })),
  enrolment: ({ enrolmentId }) => (enrolmentId === null ? undefined : open('enrolment', { id: enrolmentId })),
  confirm_claim: ({ enrolmentId }) =>
    enrolmentId === null ? undefined : open('confirmClaim', { enrolmentId }),
  class: ({ classId }) => (classId === null ? undefined : open('trainingClass', { id: classId })),
  waiting: () => open('enrolments', {}),
  account: () => open('account', {}),
  account_move: () => open('accountMove', {}),
  contact_change: () => open('contactChange', {}),
  correction: () => open('identityCorrection', {}),
  certificates: () => open('wallet', {}),
  crew: () => open('crewPlaces', {}),
  charge_report: () => undefined,
  family_help: () => open('familyHelp', {}),
  publicity: () => open('publicity', {}),
  filing: ({ classId }) => (classId === null ? undefined : open('classFiling', { id: classId })),
}

/** Opens where this message leads; nowhere when what it was about is not named. */
export async function openPageOf(message: NotificationView): Promise<void> {
  await openings[message.page](message)
}
