import { Text, View } from '@tarojs/components'
import { dutyLabels } from '#shared/case-work'
import type { ClaimSummary } from '#shared/claims'
import { Amount, PaidAmount } from '../../../components/amount'
import { StatusTag, toneOfClaim } from '../../../components/status-tag'
import { Tappable } from '../../../components/tappable'
import { tradeName } from '../../../trades/catalogue'
import { dutyTones } from '../case-work'
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
        {show === 'waiting' || show === 'mine' ? (
          <Text className="queue-row__age">{waiting}</Text>
        ) : (
          <StatusTag tone={claim.state === 'paid' ? 'ok' : quietOr(claim)} text={claim.stateText} />
        )}
      </View>
      <Standing claim={claim} />
    </Tappable>
  )
}

/** In whose hands it is, and whether its day draws near; nothing where neither is so. */
function Standing({ claim: { assigneeName, duty } }: { claim: ClaimSummary }) {
  if (assigneeName === null && (duty === null || duty === 'in_time')) return null
  return (
    <View className="queue-row__line">
      <Text className="queue-row__age">{assigneeName === null ? '' : `${assigneeName}在办`}</Text>
      {duty !== null && duty !== 'in_time' && <StatusTag tone={dutyTones[duty]} text={dutyLabels[duty]} />}
    </View>
  )
}

/** To an officer a claim that waits for the worker is nobody's alarm. */
function quietOr(claim: ClaimSummary) {
  const tone = toneOfClaim(claim.state)
  return tone === 'stop' ? 'quiet' : tone
}
