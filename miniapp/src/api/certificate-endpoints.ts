import type {
  SaveCertificateBody,
  CertificateCheckView,
  GateCodeView,
  HeldCertificateView,
  WalletView,
} from '#shared/certificates'
import { send } from './client'
import { get, post, remove } from './operations'

/** A worker's certificates, and the check at a gate; apart from `api`, for their package alone. */
export const certificateApi = {
  wallet: () => get<WalletView>('/me/certificates'),
  add: (key: string, body: SaveCertificateBody) => post<HeldCertificateView>('/me/certificates', key, body),
  remove: (key: string, id: string) => remove<WalletView>(`/me/certificates/${id}`, key),
  lookUp: (id: string) =>
    send<HeldCertificateView>({ method: 'POST', path: `/me/certificates/${id}/look-ups` }),
  gateCode: (id: string, page: string) =>
    get<GateCodeView>(`/me/certificates/${id}/gate-code?page=${encodeURIComponent(page)}`),
  check: (token: string) =>
    send<CertificateCheckView>({
      method: 'GET',
      path: `/public/certificate-checks/${encodeURIComponent(token)}`,
      isAnonymous: true,
    }),
}
