import { Text, View } from '@tarojs/components'
import type { ClaimSummary } from '#shared/claims'
import { Amount, PaidAmount } from '../../../components/amount'
import { StatusTag, toneOfClaim } from '../../../components/status-tag'
import { Tappable } from '../../../components/tappable'
import { tradeName } from '../../../trades/catalogue'
import { waitingText } from '../waiting'
import type { Show } from '../use-claim-pages'
import './queue-row.scss'

export interface QueueRowProps {
  claim: ClaimSummary
  show: Show
  today: string
  selected: boolean
  onTap: () => void
}

/** One claim of the list: who, what for, how much, since when. */
export function QueueRow({ claim, show, today, selected, onTap }: QueueRowProps) {
  const waiting = waitingText(claim.submittedAt, today)
  return (
    <Tappable className={`queue-row ${selected ? 'queue-row--selected' : ''}`} role="link" onTap={onTap}>
      <View className="queue-row__line">
        <Text className="queue-row__name">{claim.claimantMasked ?? '未填姓名'}</Text>
        {claim.decidedFen === null ? <Amount amount={claim.amount} /> : <PaidAmount fen={claim.decidedFen} />}
      </View>
      <Text className="queue-row__trade">{tradeName(claim.tradeSeq)}</Text>
      <View className="queue-row__line">
        <Text className="queue-row__number">{claim.claimNo}</Text>
        {show === 'waiting' ? (
          <Text className="queue-row__age">{waiting}</Text>
        ) : (
          <StatusTag tone={claim.state === 'paid' ? 'ok' : quietOr(claim)} text={claim.stateText} />
        )}
      </View>
    </Tappable>
  )
}

/** To an officer a claim that waits for the worker is nobody's alarm. */
function quietOr(claim: ClaimSummary) {
  const tone = toneOfClaim(claim.state)
  return tone === 'stop' ? 'quiet' : tone
}
