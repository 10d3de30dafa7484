import { Types, type ClientSession } from 'mongoose'
import { Problem } from '#shared/problem'
import type { Moment } from '../context'
import { duplicateKeyOf } from '../mongo'
import { HeldCertificates, type HeldCertificate } from './held-certificate.model'

/** A certificate as an institution has entered it with a training. */
export type ClassCertificate = Pick<
  HeldCertificate,
  'kind' | 'number' | 'numberKey' | 'level' | 'issuer' | 'issuedOn' | 'expiresOn'
>

/** With which training it stands, and whose that is. */
export interface ClassTraining {
  enrolmentId: Types.ObjectId
  personId: Types.ObjectId
  tradeSeq: number
}

/**
 * Puts a certificate of a class into the wallet of its holder; a mended one takes the place of what stood there, and is
 * looked up anew. One that the holder had added by themselves is that of the class from then on.
 * @throws Problem `already_used` when it is somebody else's
 */
export async function fileClassCertificate(
  { moment, tx }: { moment: Moment; tx: ClientSession },
  { enrolmentId, personId, tradeSeq }: ClassTraining,
  certificate: ClassCertificate,
): Promise<void> {
  const { numberKey } = certificate
  const known = await HeldCertificates.findOne({ enrolmentId }).session(tx).lean<HeldCertificate>()
  await HeldCertificates.deleteMany(
    { personId, numberKey, enrolmentId: { $ne: enrolmentId } },
    { session: tx },
  )
  const isSame = known?.numberKey === numberKey
  const unanswered = {
    ...{ standing: 'unverified' as const, differences: [], trade: null, checkedOn: null },
    ...{ failures: 0, lastAskedAt: null },
  }
  const set = {
    ...{ personId, source: 'class' as const, enrolmentId, tradeSeq, ...certificate, provenKey: numberKey },
    ...(isSame ? {} : unanswered),
    nextLookUpAt: moment.now,
  }
  try {
    await HeldCertificates.updateOne(
      { _id: known?._id ?? new Types.ObjectId() },
      { $set: set, $setOnInsert: { addedAt: moment.now }, $inc: { revision: 1 } },
      { session: tx, upsert: true },
    )
  } catch (error) {
    if (duplicateKeyOf(error)) throw heldByAnother()
    throw error
  }
}

/** The refusal of a number that is somebody else's. */
export function heldByAnother(): Problem {
  const detail = '这个证书编号已经登记在别人名下，请对照证书核对编号。没有写错，请带证书到窗口'
  return new Problem('already_used', {
    detail,
    errors: [{ pointer: '/number', code: 'already_used', detail }],
  })
}
