import type { ClientSession, Types } from 'mongoose'
import { People } from './person.model'

/**
 * Takes everything out of somebody's record that tells who they are, and closes it for good. The empty record stays:
 * claims and rosters point to it. Their WeChat can sign in again and is somebody new.
 */
export async function forgetPerson(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await People.updateOne(
    { _id: personId },
    {
      $set: {
        openidIndex: `deleted:${personId.toHexString()}`,
        openidCipher: '',
        displayName: '已注销',
        identity: null,
        boundMobile: null,
        payeeAccount: null,
        employment: null,
        isBlocked: true,
      },
    },
    { session: tx },
  )
}

/** Forgets what WeChat told of somebody and no form has taken over yet. */
export async function forgetBoundMobile(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await People.updateOne({ _id: personId }, { $set: { boundMobile: null } }, { session: tx })
}
