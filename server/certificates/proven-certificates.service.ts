import type { ClientSession, Types } from 'mongoose'
import { validityOf } from '#shared/certificates'
import { HeldCertificates, type HeldCertificate } from './held-certificate.model'

/** A certificate with which somebody may work today, without number and dates. */
export type ProvenCertificate = Pick<HeldCertificate, 'kind' | 'level' | 'tradeSeq' | 'trade'>

/** What the national site said last about the certificate of a training; null where it was never registered to be asked. */
export function lastLookUp(
  enrolmentId: Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<Pick<HeldCertificate, 'standing' | 'checkedOn' | 'differences'> | null> {
  return HeldCertificates.findOne({ enrolmentId }, { standing: 1, checkedOn: 1, differences: 1 })
    .session(tx)
    .lean<Pick<HeldCertificate, 'standing' | 'checkedOn' | 'differences'>>()
    .exec()
}

/** The certificates of several people that are proven and good on a day, by person; who has none is left out. */
export async function provenCertificatesOf(
  personIds: readonly Types.ObjectId[],
  today: string,
  tx: ClientSession | null = null,
): Promise<Map<string, ProvenCertificate[]>> {
  const found = await HeldCertificates.find({ personId: { $in: personIds } })
    .session(tx)
    .lean<HeldCertificate[]>()
  const byPerson = new Map<string, ProvenCertificate[]>()
  for (const held of found) {
    if (validityOf(held, today) !== 'valid') continue
    const { kind, level, tradeSeq, trade } = held
    const key = held.personId.toHexString()
    byPerson.set(key, [...(byPerson.get(key) ?? []), { kind, level, tradeSeq, trade }])
  }
  return byPerson
}
