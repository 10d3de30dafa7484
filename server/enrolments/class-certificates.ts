import type { ClientSession } from 'mongoose'
import {
  fileClassCertificate,
  type ClassCertificate,
  type ClassTraining,
} from '../certificates/class-certificate.service'
import { classById, type TrainingClass } from '../classes/class.service'
import type { Moment } from '../context'
import { hasLeft } from '../people/person-contact.service'
import { Enrolments, type Certificate, type Enrolment } from './enrolment.model'

/** The training with which a certificate stands, as wallets know it. */
export function trainingOf(enrolment: Enrolment, { tradeSeq }: TrainingClass): ClassTraining {
  return { enrolmentId: enrolment._id, personId: enrolment.workerId, tradeSeq }
}

/** A certificate as wallets know it: without who entered it. Records that are older than a field lack it. */
export function certificateOf(certificate: Certificate): ClassCertificate {
  const { kind, number, numberKey, level, issuer, issuedOn, expiresOn } = certificate
  const details = { level: level ?? null, issuer: issuer ?? null, expiresOn: expiresOn ?? null }
  return { kind, number, numberKey, issuedOn, ...details }
}

/**
 * Puts the certificates into wallets that an earlier release entered, before there were any. Safe to repeat, and by several
 * servers at once: a record that has its level, or none, was looked at.
 */
export async function fileOlderCertificates(
  moment: Moment,
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>,
): Promise<void> {
  const older = await Enrolments.find({
    'certificate.numberKey': { $exists: true },
    'certificate.level': { $exists: false },
  }).lean<Enrolment[]>()
  for (const enrolment of older) {
    await inTransaction(async (tx) => {
      const { certificate } = enrolment
      if (certificate && !(await hasLeft(enrolment.workerId, tx))) {
        const item = await classById(enrolment.classId, tx)
        await fileClassCertificate({ moment, tx }, trainingOf(enrolment, item), certificateOf(certificate))
      }
      await Enrolments.updateOne(
        { _id: enrolment._id, 'certificate.level': { $exists: false } },
        { $set: { 'certificate.level': null } },
        { session: tx },
      )
    })
  }
}
