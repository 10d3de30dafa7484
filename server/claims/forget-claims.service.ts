import type { ClientSession, Types } from 'mongoose'
import { noteChange } from '../audit/change-list'
import { lockForClaim } from '../enrolments/enrolment.service'
import { forgetObjectionsTo } from '../objections/objection.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import { shanghaiDate } from '../programme-clock'
import { lastDigitsOnly } from './claim-account'
import { Claims, type Claim } from './claim.model'

/** A claim that is over and has to be kept for a time. */
export interface SettledClaim {
  claimNo: string
  outcome: 'paid' | 'refused'
  /** Programme date of the step that ended it. */
  settledOn: string
}

/** The claims of a worker that were paid or refused. */
export async function settledClaims(
  workerId: Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<SettledClaim[]> {
  const found = await Claims.find({ workerId, state: { $in: ['paid', 'refused'] } })
    .session(tx)
    .lean<Claim[]>()
  return found.map(({ claimNo, state, history, submittedAt }) => ({
    claimNo,
    outcome: state === 'paid' ? 'paid' : 'refused',
    settledOn: shanghaiDate(history.at(-1)?.at ?? submittedAt),
  }))
}

/**
 * Takes out of a worker's claims what need not be kept: all of what was withdrawn, the card but for its last digits, and
 * the employment where nothing was paid. What was paid keeps its grounds.
 */
export async function forgetClaims(
  cipher: FieldCipher,
  workerId: Types.ObjectId,
  tx: ClientSession,
): Promise<void> {
  await Claims.deleteMany({ workerId, state: 'withdrawn' }, { session: tx })
  const kept = await Claims.find({ workerId }).session(tx).lean<Claim[]>()
  for (const { _id, account, state } of kept) {
    const employment = state === 'paid' ? {} : { employment: null }
    const changed = await Claims.findOneAndUpdate(
      { _id },
      { $set: { account: lastDigitsOnly(cipher, _id, account), ...employment }, $unset: { deviceHash: 1 } },
      { session: tx, returnDocument: 'after' },
    ).lean<Claim>()
    if (changed) noteChange(tx, { of: 'claims', record: changed })
  }
}

/**
 * Deletes the refused claims of somebody whose account is gone, once nobody can contest them any more. No claim rests on
 * their trainings then.
 */
export async function forgetRefusedClaims(workerId: Types.ObjectId, tx: ClientSession): Promise<void> {
  const refused = await Claims.find({ workerId, state: 'refused' }).session(tx).lean<Claim[]>()
  for (const { _id, enrolmentId } of refused) {
    await lockForClaim(enrolmentId, null, tx)
    await forgetObjectionsTo(_id, tx)
  }
  await Claims.deleteMany({ workerId, state: 'refused' }, { session: tx })
}
