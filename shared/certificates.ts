import * as v from 'valibot'
import { consentGiven } from './consents'
import { certificateLevelLabels, type CertificateKind, type CertificateLevel } from './certificate-kinds'
import { certificateBody, certificateKinds, certificateLabels } from './classes'
import { dayNumber } from './day-number'
import { instant, isoDate, recordId } from './primitives'

/** Most certificates that somebody may add by themselves. */
export const MOST_OWN_CERTIFICATES = 30
/** From so many days on before its last day a certificate is about to expire, and its owner is told at each of these. */
export const EXPIRY_NOTICE_DAYS = [7, 30, 90] as const
/** So long a code for the gate is good, and after so long the phone shows another, in seconds. */
export const GATE_CODE_SECONDS = 120
export const GATE_CODE_TURN_SECONDS = 60

/** What the national site said last of a certificate. `lookup_failed`: it has said nothing yet, and will be asked again. */
export const certificateStandings = [
  'unverified',
  'verified',
  'differs',
  'not_found',
  'revoked',
  'lookup_failed',
] as const
export type CertificateStanding = (typeof certificateStandings)[number]

/** Whether one may work with it today. `unproven`: nobody but its owner says that it exists. */
export const certificateValidities = ['valid', 'expired', 'revoked', 'unproven'] as const
export type CertificateValidity = (typeof certificateValidities)[number]
export const certificateValidityLabels: Record<CertificateValidity, string> = {
  valid: '有效',
  expired: '过期了',
  revoked: '被注销了',
  unproven: '还没核实',
}

/** Of a class of a listed institution, or added by its owner. */
export const certificateSources = ['class', 'own'] as const
export type CertificateSource = (typeof certificateSources)[number]

export interface CertificateGrounds {
  source: CertificateSource
  standing: CertificateStanding
  expiresOn: string | null
}

/**
 * Whether one may work with a certificate on a day. What an institution of the list entered counts as long as the national
 * site does not say otherwise, because that site lags behind; what somebody says of themselves counts once it is verified.
 */
export function validityOf(
  { source, standing, expiresOn }: CertificateGrounds,
  today: string,
): CertificateValidity {
  if (standing === 'revoked') return 'revoked'
  if (standing === 'differs' || (source === 'own' && standing !== 'verified')) return 'unproven'
  return expiresOn !== null && expiresOn < today ? 'expired' : 'valid'
}

/** Days until the last day, that day being 0; null = it has none. Below 0 it is over. */
export function daysLeftOf(
  { expiresOn }: Pick<CertificateGrounds, 'expiresOn'>,
  today: string,
): number | null {
  return expiresOn === null ? null : dayNumber(expiresOn) - dayNumber(today)
}

/** 中级工（四级）证书; 建筑施工特种作业人员证. */
export function certificateTitle(kind: CertificateKind, level: CertificateLevel | null): string {
  return kind === 'level' && level !== null ? `${certificateLevelLabels[level]}证书` : certificateLabels[kind]
}

/** What somebody says of a certificate of theirs, however they type it; the rest comes from the national site. */
export const addCertificateBody = v.strictObject({
  kind: certificateBody.entries.kind,
  number: v.pipe(
    v.string('请填证书编号'),
    v.transform((text) => text.normalize('NFKC').replace(/\s/g, '')),
    v.nonEmpty('请填证书编号'),
    certificateBody.entries.number,
  ),
})
export type AddCertificateBody = v.InferOutput<typeof addCertificateBody>

/** What the form sends: nobody is looked up who has not agreed. */
export const saveCertificateBody = v.strictObject({ ...addCertificateBody.entries, consent: consentGiven })
export type SaveCertificateBody = v.InferOutput<typeof saveCertificateBody>

/** A certificate as its owner sees it. */
export const heldCertificateView = v.object({
  id: recordId,
  kind: v.picklist(certificateKinds),
  title: v.string(),
  trade: v.nullable(v.string()),
  number: v.string(),
  issuer: v.nullable(v.string()),
  issuedOn: v.nullable(isoDate),
  expiresOn: v.nullable(isoDate),
  source: v.picklist(certificateSources),
  standing: v.picklist(certificateStandings),
  /** What the site said and what to do now. */
  standingText: v.string(),
  validity: v.picklist(certificateValidities),
  validityText: v.string(),
  daysLeft: v.nullable(v.number()),
  /** The last answer of the site; null = it has given none. */
  checkedOn: v.nullable(isoDate),
  mayLookUp: v.boolean(),
  mayRemove: v.boolean(),
})
export type HeldCertificateView = v.InferOutput<typeof heldCertificateView>

/** Everything that somebody holds, what is over last. */
export const walletView = v.object({
  items: v.array(heldCertificateView),
  today: isoDate,
})
export type WalletView = v.InferOutput<typeof walletView>

/** Where the page opens that whoever scans the code sees: of the phone that asks, as the server does not know its own address. */
export const gateCodeQuery = v.strictObject({
  page: v.pipe(
    v.string('缺少页面地址'),
    v.maxLength(200, '页面地址太长'),
    v.regex(/^https?:\/\/[^\s?#]+\/?#?\/?[\w/-]*$/, '页面地址不对'),
  ),
})

/** A code for the gate of a site. */
export const gateCodeView = v.object({
  token: v.string(),
  /** Behind it the page of the check. */
  drawing: v.object({ size: v.number(), path: v.string() }),
  expiresAt: instant,
})
export type GateCodeView = v.InferOutput<typeof gateCodeView>

export const gateToken = v.pipe(v.string(), v.regex(/^[\w.-]{20,120}$/, '这个码不对，请再扫一次'))

/** What whoever scans the code gets to see: nobody's numbers. */
export const certificateCheckView = v.object({
  /** 张**: the given name is nobody's business at a gate. */
  nameMasked: v.string(),
  title: v.string(),
  trade: v.nullable(v.string()),
  issuer: v.nullable(v.string()),
  validity: v.picklist(certificateValidities),
  validityText: v.string(),
  expiresOn: v.nullable(isoDate),
  daysLeft: v.nullable(v.number()),
  /** Who says so. */
  groundText: v.string(),
  /** The moment of this very check. */
  checkedAt: instant,
})
export type CertificateCheckView = v.InferOutput<typeof certificateCheckView>

/** 张三丰 → 张**; 买买提·艾力 → 买**. */
export function surnameOnly(name: string): string {
  const [first = ''] = [...name]
  return `${first}**`
}
