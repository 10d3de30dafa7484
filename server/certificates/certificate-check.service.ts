import { Problem } from '#shared/problem'
import type { Context } from '../context'
import { identityInClear } from '../people/person-copy'
import { findPerson } from '../people/person.service'
import { readGateCode } from './gate-code'
import { HeldCertificates, type HeldCertificate } from './held-certificate.model'

/**
 * The certificate behind a code from somebody's phone, as it stands at this moment.
 * @throws Problem `not_found` for a code that is over or was never one: it says what to do
 */
export async function certificateBehind(
  { deployment, moment }: Context,
  token: string,
): Promise<{ held: HeldCertificate; name: string }> {
  const read = readGateCode(deployment.cipher, token, moment.now)
  if (read === 'expired')
    throw new Problem('not_found', { detail: '这个码过期了，请他在手机上打开证书，再扫新的码' })
  if (read === 'unknown')
    throw new Problem('not_found', { detail: '这不是匠补通的证书码，请他在手机上打开证书再扫' })
  const held = await HeldCertificates.findById(read.certificateId).lean<HeldCertificate>()
  const person = held && (await findPerson(held.personId))
  const identity = person && identityInClear(deployment.cipher, person)
  if (!held || !identity)
    throw new Problem('not_found', { detail: '这张证书已经不在他的证书夹里，请他再出示一次' })
  return { held, name: identity.name }
}
