import { Types, type ClientSession } from 'mongoose'
import { MOST_OWN_CERTIFICATES, type AddCertificateBody } from '#shared/certificates'
import { Problem } from '#shared/problem'
import { keepConsent } from '../consents/consent.service'
import type { Actor, Command } from '../context'
import { certificateKey } from '../enrolments/certificate-key'
import { duplicateKeyOf } from '../mongo'
import { findPerson } from '../people/person.service'
import { heldByAnother } from './class-certificate.service'
import { HeldCertificates, type HeldCertificate } from './held-certificate.model'

export type { HeldCertificate }

/** Everything that somebody holds, newest first. */
export function certificatesOf(
  personId: Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<HeldCertificate[]> {
  return HeldCertificates.find({ personId }).session(tx).sort({ _id: -1 }).lean<HeldCertificate[]>().exec()
}

/** @throws Problem `not_found`, also for somebody else's certificate */
export async function ownCertificate(
  actor: Pick<Actor, 'personId'>,
  id: string,
  tx: ClientSession | null = null,
): Promise<HeldCertificate> {
  const found = await HeldCertificates.findById(id).session(tx).lean<HeldCertificate>()
  if (!found?.personId.equals(actor.personId))
    throw new Problem('not_found', { detail: '这张证书不在了，请返回看看' })
  return found
}

/**
 * Adds a certificate by its number; again gives the same. It proves nothing before the national site has confirmed it.
 * @throws Problem `identity_needed`, `already_used` when it is proven to be somebody else's, `not_in_this_state` when there
 *   are too many
 */
export async function addCertificate(
  command: Command,
  { kind, number }: AddCertificateBody,
): Promise<HeldCertificate> {
  const { actor, moment, tx } = command
  const { personId } = actor
  const person = await findPerson(personId, tx)
  if (!person?.identity)
    throw new Problem('identity_needed', { detail: '核实证书要用您的姓名和证件号码，请先填身份信息' })
  const numberKey = certificateKey(kind, number)
  const held = await certificatesOf(personId, tx)
  const known = held.find((each) => each.numberKey === numberKey)
  if (known) return known
  if (held.filter(({ source }) => source === 'own').length >= MOST_OWN_CERTIFICATES) {
    const detail = `最多添${String(MOST_OWN_CERTIFICATES)}张。先删掉用不着的，再添这张`
    throw new Problem('not_in_this_state', { detail })
  }
  if (await HeldCertificates.exists({ provenKey: numberKey }).session(tx)) throw heldByAnother()
  const record: HeldCertificate = {
    ...{ _id: new Types.ObjectId(), personId, source: 'own', enrolmentId: null, tradeSeq: null },
    ...{ kind, number, numberKey, level: null, trade: null, issuer: null, issuedOn: null, expiresOn: null },
    ...{ standing: 'unverified', differences: [], checkedOn: null, failures: 0, lastAskedAt: null },
    ...{ nextLookUpAt: moment.now, addedAt: moment.now, revision: 0 },
  }
  try {
    await HeldCertificates.create([record], { session: tx })
    await keepConsent(command, personId, 'certificate_look_up', record._id)
  } catch (error) {
    // The same number a moment ago, from another phone of the same person.
    if (duplicateKeyOf(error)) throw new Problem('changed_meanwhile')
    throw error
  }
  return record
}

/** Takes a certificate out that its owner had added; again changes nothing. @throws Problem `not_in_this_state` for one of a class */
export async function removeCertificate({ actor, tx }: Command, id: string): Promise<void> {
  const { personId } = actor
  const found = await HeldCertificates.findOne({ _id: id, personId }).session(tx).lean<HeldCertificate>()
  if (found?.source === 'class')
    throw new Problem('not_in_this_state', { detail: '这张是培训机构登记的，不能删。写错了请找培训机构改' })
  await HeldCertificates.deleteOne({ _id: id, personId, source: 'own' }, { session: tx })
}

/** Forgets what somebody held, when their account goes. */
export async function forgetCertificates(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await HeldCertificates.deleteMany({ personId }, { session: tx })
}
