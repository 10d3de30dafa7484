import type { ClientSession } from 'mongoose'
import { deletionSettings } from '#shared/personal-data-retention'
import { forgetBoundMobile } from '../people/forget-person.service'
import { findPerson } from '../people/person.service'
import { finishDuty, openDuties, type DataDuty } from '../wechat-events/data-duty.service'
import { openDeletion } from './account-deletion.service'
import type { DataWorkDeps } from './deletion-work.service'

const DAY_MS = 86_400_000
/** WeChat's number for the phone number; of what the others stand for nothing is stored here. */
const PHONE_NUMBER = '8'

/**
 * Does what follows from a consent that somebody took back in WeChat. Of single permissions only the phone number was
 * ever kept, until a form takes it over. Who took back all has as many days to think again as anybody; whose WeChat
 * account is gone cannot, so that their deletion is due at once. Both go the way of a deletion that somebody asked for.
 * @returns how many duties are done
 */
export async function workOffDataDuties(deps: DataWorkDeps): Promise<number> {
  const duties = await openDuties()
  for (const duty of duties) await deps.inTransaction((tx) => workOff(deps, duty, tx))
  return duties.length
}

async function workOff({ moment }: DataWorkDeps, duty: DataDuty, tx: ClientSession): Promise<void> {
  const { now } = moment()
  const { personId, reason, scope, occurredAt } = duty
  const person = await findPerson(personId, tx)
  // Told of a WeChat account that is no longer this person's.
  if (person?.openidSince && occurredAt <= person.openidSince) return finishDuty(duty._id, now, tx)
  if (reason === 'wechat_account_left' || scope === '') {
    const days = reason === 'wechat_account_left' ? 0 : deletionSettings.waitingDays
    const dueAt = new Date(now.getTime() + days * DAY_MS)
    await openDeletion({ personId, cause: reason, askedAt: now, dueAt }, tx)
  } else if (scope.split(/\D+/).includes(PHONE_NUMBER)) {
    await forgetBoundMobile(personId, tx)
  }
  await finishDuty(duty._id, now, tx)
}
