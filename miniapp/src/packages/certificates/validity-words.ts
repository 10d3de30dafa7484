import { EXPIRY_NOTICE_DAYS, type CertificateValidity } from '#shared/certificates'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Tone } from '../../components/status-tag'

interface Lasting {
  validity: CertificateValidity
  expiresOn: string | null
  daysLeft: number | null
}

/** Good, but not for long. */
export function isExpiring({ validity, daysLeft }: Lasting): boolean {
  return validity === 'valid' && daysLeft !== null && daysLeft <= Math.max(...EXPIRY_NOTICE_DAYS)
}

/** How it looks at a glance. */
export function toneOfValidity({ validity }: Pick<Lasting, 'validity'>): Tone {
  if (validity === 'valid') return 'ok'
  return validity === 'unproven' ? 'wait' : 'stop'
}

/** 2021年7月9日，还有21天; 2021年6月17日，过了1天. */
export function lastDayWords({ expiresOn, daysLeft }: Lasting): string {
  if (expiresOn === null || daysLeft === null) return '长期有效'
  const last = chineseDay(expiresOn)
  if (daysLeft === 0) return `${last}，就是今天`
  return daysLeft > 0 ? `${last}，还有${String(daysLeft)}天` : `${last}，过了${String(-daysLeft)}天`
}
