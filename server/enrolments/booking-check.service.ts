import type { Types } from 'mongoose'
import { Problem } from '#shared/problem'
import { unlistedNoteOf } from '../classes/class-listing'
import { whyNotOpen } from '../classes/class.presenter'
import { takeTurn } from '../claims/claim-turn'
import type { TrainingClass } from '../classes/class.service'
import type { NoticeCommand } from '../notifications/notification.service'
import { findPerson } from '../people/person.service'
import { noSubsidyFor } from '../policies/booking-standing'
import { refuseClash } from './clash.service'

/** Whose place in which class. */
export interface WantedPlace {
  personId: Types.ObjectId
  item: TrainingClass
  /** The person has read that nothing would be paid, and wants to learn all the same. */
  acceptsNoSubsidy: boolean
}

/**
 * Whether somebody may have a place in a class, seats aside.
 * @returns why nothing would be paid, which the person has accepted; null = the rules will decide
 * @throws Problem `identity_needed`, `not_in_this_state` (too late), `class_clash`, `no_subsidy` until confirmed
 */
export async function checkBooking(
  command: NoticeCommand,
  { personId, item, acceptsNoSubsidy }: WantedPlace,
): Promise<string | null> {
  const { tx, moment, deployment } = command
  // An account that is deleted at this moment writes the same record: no seat is taken for somebody who is gone.
  await takeTurn(personId, tx)
  const person = await findPerson(personId, tx)
  if (!person?.identity)
    throw new Problem('identity_needed', { detail: '填好姓名、身份证号和手机号就能报名' })
  const closed = whyNotOpen(item, moment.today)
  if (closed !== null) throw new Problem('not_in_this_state', { detail: `这个班${closed}，请看看别的班` })
  await refuseClash(personId, item, { today: moment.today, tx })
  const noSubsidy = noSubsidyFor(deployment.policies, item, moment.today) ?? (await unlistedNoteOf(item, tx))
  if (noSubsidy !== null && !acceptsNoSubsidy)
    throw new Problem('no_subsidy', { detail: `${noSubsidy}。还想学的，请确认“没有补贴也报名”` })
  return noSubsidy
}
