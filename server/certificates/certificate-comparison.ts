import { certificateLevelLabels, certificateLevels, type CertificateLevel } from '#shared/certificate-kinds'
import { canonicalName } from '#shared/identity'
import { certificateKindOf } from '#shared/result-words'
import { chineseDay } from '#shared/subsidy-calendar'
import type { SiteCertificate } from '../certificate-site/certificate-site.client'
import type { AnsweredStanding, HeldCertificate } from './held-certificate.model'

/** What an answer makes of a certificate. */
export interface Comparison {
  standing: AnsweredStanding
  /** What the site has otherwise, in words for the owner. */
  differences: string[]
  /** What the site says where nobody has said anything else. */
  facts: Pick<HeldCertificate, 'trade' | 'level' | 'issuer' | 'issuedOn' | 'expiresOn'>
}

/** Holds a certificate against what the national site has on file. @param name of its owner, as it is on file here */
export function compare(held: HeldCertificate, site: SiteCertificate, name: string): Comparison {
  const differences = differencesOf(held, site, name)
  // What may be somebody else's is not taken over.
  if (differences.length > 0) return { standing: 'differs', differences, facts: factsOf(held) }
  const facts = {
    trade: site.trade,
    level: held.level ?? (held.kind === 'level' ? levelOfSite(site) : null),
    issuer: held.issuer ?? site.issuer,
    issuedOn: held.issuedOn ?? site.issuedOn,
    // The site knows first when a certificate was renewed.
    expiresOn: site.expiresOn ?? held.expiresOn,
  }
  return { standing: site.isRevoked ? 'revoked' : 'verified', differences, facts }
}

function differencesOf(held: HeldCertificate, site: SiteCertificate, name: string): string[] {
  const level = levelOfSite(site)
  const found = [
    canonicalName(site.name) !== name && '姓名不是您的',
    certificateKindOf(site.kind) !== held.kind && `官网登记的是${site.kind}`,
    held.kind === 'level' && differs(held.level, level) && `官网登记的等级是${levelWords(level)}`,
    differs(held.issuedOn, site.issuedOn) && `官网登记的发证日期是${chineseDay(site.issuedOn)}`,
  ]
  return found.filter((words): words is string => words !== false)
}

function levelOfSite({ level }: SiteCertificate): CertificateLevel | null {
  return certificateLevels.find((each) => each === level) ?? null
}

function factsOf({ trade, level, issuer, issuedOn, expiresOn }: HeldCertificate): Comparison['facts'] {
  return { trade, level, issuer, issuedOn, expiresOn }
}

/** Where nothing was said, nothing differs. */
function differs<Value>(said: Value | null, site: Value | null): boolean {
  return said !== null && said !== site
}

function levelWords(level: CertificateLevel | null): string {
  return level === null ? '没有等级' : certificateLevelLabels[level]
}
