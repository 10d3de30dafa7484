import {
  certificateTitle,
  certificateValidityLabels,
  daysLeftOf,
  surnameOnly,
  validityOf,
  type CertificateCheckView,
  type CertificateStanding,
  type HeldCertificateView,
} from '#shared/certificates'
import { rowOn } from '#shared/policy-catalogue'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Context } from '../context'
import type { HeldCertificate } from './wallet.service'

/** A certificate as its owner sees it. */
export function presentCertificate(context: Context, held: HeldCertificate): HeldCertificateView {
  const { kind, level, number, issuer, issuedOn, expiresOn, source, checkedOn } = held
  const { today } = context.moment
  const standing = standingOf(held)
  const validity = validityOf(held, today)
  const isLookedUp = context.deployment.lookUpCertificate !== null
  return {
    id: held._id.toHexString(),
    kind,
    title: certificateTitle(kind, level),
    trade: tradeOf(context, held),
    ...{ number, issuer, issuedOn, expiresOn, source, standing },
    standingText: standingText(held, standing, isLookedUp),
    validity,
    validityText: certificateValidityLabels[validity],
    daysLeft: daysLeftOf(held, today),
    checkedOn,
    mayLookUp: isLookedUp && standing !== 'revoked',
    mayRemove: source === 'own',
  }
}

/** A certificate as whoever scans its code sees it. */
export function presentCheck(
  context: Context,
  { held, name }: { held: HeldCertificate; name: string },
): CertificateCheckView {
  const { kind, level, issuer, expiresOn } = held
  const { today, programmeNow } = context.moment
  const validity = validityOf(held, today)
  return {
    nameMasked: surnameOnly(name),
    title: certificateTitle(kind, level),
    trade: tradeOf(context, held),
    ...{ issuer, validity, expiresOn },
    validityText: certificateValidityLabels[validity],
    daysLeft: daysLeftOf(held, today),
    groundText: groundText(held),
    checkedAt: programmeNow.toISOString(),
  }
}

/** In the words of the annex where it is of a class; otherwise in those of the site. */
function tradeOf({ deployment, moment }: Context, { tradeSeq, trade }: HeldCertificate): string | null {
  const { catalogue } = deployment.policies.inForce
  const row = tradeSeq === null ? null : rowOn(catalogue, tradeSeq, moment.today)
  return row?.name ?? trade
}

/** A look-up that failed is news only as long as there has been no answer. */
function standingOf({ standing, failures }: HeldCertificate): CertificateStanding {
  return standing === 'unverified' && failures > 0 ? 'lookup_failed' : standing
}

function standingText(
  { source, differences, checkedOn }: HeldCertificate,
  standing: CertificateStanding,
  isLookedUp: boolean,
): string {
  const entered = source === 'class' ? '培训机构登记的，可以用。' : ''
  switch (standing) {
    case 'unverified':
      return `${entered}${isLookedUp ? '正在全国联网查询里核实' : '这里还没有接通全国联网查询'}`
    case 'verified':
      return `${checkedOn === null ? '' : chineseDay(checkedOn)}在全国联网查询里核实`
    case 'differs':
      return `和全国联网查询里的对不上：${differences.join('；')}`
    case 'not_found':
      return `${entered}全国联网查询里还查不到。刚发的证要过些日子才有，我们每天替您查`
    case 'revoked':
      return '全国联网查询里已经注销，不能再凭它上岗。有疑问请问发证机构'
    case 'lookup_failed':
      return `${entered}全国联网查询暂时连不上，连上了自动再查`
  }
}

function groundText({ source, standing, checkedOn }: HeldCertificate): string {
  if (standing === 'verified' && checkedOn) return `${chineseDay(checkedOn)}在全国联网查询里核实`
  if (standing === 'revoked') return '全国联网查询里已经注销'
  if (standing === 'differs') return '和全国联网查询里的对不上，请看证书原件'
  return source === 'class' ? '由目录内培训机构登记' : '本人填的，还没核实，请看证书原件'
}
