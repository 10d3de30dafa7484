import type { ClaimForecast } from '#shared/claim-forecast'
import { Notice } from '../../../components/notice'
import { day, stretch } from '../../../theme/dates'

/** When the money may be there, and what that rests on; nothing once nothing is to come. */
export function Forecast({ of }: { of: ClaimForecast | null }) {
  if (of === null) return null
  if (of.kind === 'unknown') return <Notice title="到账时间">{of.reason}</Notice>
  return (
    <Notice
      title={of.from === of.until ? `大约${day(of.from)}到账` : `大约${stretch(of.from, of.until)}到账`}
    >
      {of.basis}
    </Notice>
  )
}
