import type { HeldCertificateView, WalletView } from '#shared/certificates'
import type { NotificationListView } from '#shared/notifications'
import type { CertificateSiteSimulator } from '../../server/simulators/certificates/certificate-site-simulator'
import { inventedWorker, joinedWorker } from './people'
import { ok } from './path-steps'
import type { Caller, TestServer } from './server'

/** Somebody who holds certificates, and which of the invented workers it is. */
export interface Holder {
  worker: Caller
  number: number
}

/** What makes holders, each another invented worker. */
export function holdersOf(server: () => TestServer, firstNumber: number): () => Promise<Holder> {
  let next = firstNumber
  return async () => {
    const number = next
    next += 1
    return { worker: await joinedWorker(server(), number), number }
  }
}

/** Puts a certificate on the national site's file, of this person unless it says otherwise. */
export function putOnFile(
  site: CertificateSiteSimulator,
  { number: index }: Holder,
  number: string,
  more: object = {},
): void {
  const { name, residentIdNumber: identityNumber } = inventedWorker(index)
  const record = { number, identityNumber, name, kind: '职业技能等级证书', trade: '钢筋工', level: 4 }
  const days = { issuedOn: '2021-05-10', expiresOn: null as string | null }
  site.file({ ...record, ...days, issuer: '演示·评价中心', isRevoked: false, ...more })
}

/** Adds a certificate by its number. */
export async function add({ worker }: Holder, number: string, kind = 'level'): Promise<HeldCertificateView> {
  return ok(await worker.post('/me/certificates', { kind, number, consent: true }))
}

/** Everything that somebody holds. */
export async function walletOf(worker: Caller): Promise<WalletView['items']> {
  return ok<WalletView>(await worker.get('/me/certificates')).items
}

/** The kinds of the messages that somebody got. */
export async function toldTo(worker: Caller): Promise<string[]> {
  return ok<NotificationListView>(await worker.get('/me/notifications')).items.map(({ kind }) => kind)
}
