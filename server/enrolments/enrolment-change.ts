import type { ClientSession } from 'mongoose'
import { Problem } from '#shared/problem'
import { duplicateKeyOf } from '../mongo'
import { Enrolments, type Enrolment } from './enrolment.model'

/**
 * Changes an enrolment, if nobody has meanwhile.
 * @throws Problem `changed_meanwhile`, `already_used` when the certificate's number stands elsewhere
 */
export async function changeEnrolment(
  enrolment: Enrolment,
  set: Partial<Enrolment>,
  tx: ClientSession,
): Promise<Enrolment> {
  try {
    const changed = await Enrolments.findOneAndUpdate(
      { _id: enrolment._id, revision: enrolment.revision },
      { $set: set, $inc: { revision: 1 } },
      { session: tx, returnDocument: 'after' },
    ).lean<Enrolment>()
    if (!changed) throw new Problem('changed_meanwhile')
    return changed
  } catch (error) {
    if (duplicateKeyOf(error)) throw certificateTaken()
    throw error
  }
}

/** The refusal of a certificate number that stands elsewhere. */
export function certificateTaken(): Problem {
  const detail = '这个证书编号已经登记在别人名下，请核对'
  return new Problem('already_used', {
    detail,
    errors: [{ pointer: '/number', code: 'already_used', detail }],
  })
}
