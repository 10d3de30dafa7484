import type { Types } from 'mongoose'
import { Enrolments, type Enrolment } from './enrolment.model'

/** The certificates that institutions entered since a moment of the programme clock. */
export async function certificatesEnteredSince(
  since: Date,
): Promise<{ classId: Types.ObjectId; personId: Types.ObjectId; issuedOn: string }[]> {
  const found = await Enrolments.find(
    { 'certificate.markedAt': { $gte: since } },
    { classId: 1, workerId: 1, 'certificate.issuedOn': 1 },
  ).lean<Pick<Enrolment, 'classId' | 'workerId' | 'certificate'>[]>()
  return found.flatMap(({ classId, workerId, certificate }) =>
    certificate ? [{ classId, personId: workerId, issuedOn: certificate.issuedOn }] : [],
  )
}
