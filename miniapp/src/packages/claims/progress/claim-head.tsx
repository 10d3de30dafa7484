import { Text, View } from '@tarojs/components'
import type { ClaimView } from '#shared/claims'
import { formatAmount } from '#shared/money'
import { Amount, PaidAmount } from '../../../components/amount'
import { StatusTag, toneOfClaim } from '../../../components/status-tag'
import { tradeName } from '../../../trades/catalogue'
import './claim-head.scss'

/** State and sum. A decided sum stands beside the cap it was decided under. */
export function ClaimHead({ claim }: { claim: ClaimView }) {
  return (
    <View className="claim-head">
      <View className="claim-head__line">
        <Text className="claim-head__name">{tradeName(claim.tradeSeq)}</Text>
        <StatusTag tone={toneOfClaim(claim.state)} text={claim.stateText} />
      </View>
      {claim.state === 'paid' && <Text className="claim-head__paid">钱到账了！</Text>}
      {claim.decidedFen === null ? (
        <Amount amount={claim.amount} size="large" />
      ) : (
        <PaidAmount fen={claim.decidedFen} size="large" />
      )}
      {claim.decidedFen !== null && claim.amount.kind === 'upTo' && (
        <Text className="claim-head__note">
          审核定的数，上限是{formatAmount(claim.amount)}
          {claim.decidedReason !== null && `。理由：${claim.decidedReason}`}
        </Text>
      )}
      <Text className="claim-head__note" userSelect>
        回执号{claim.claimNo}
      </Text>
    </View>
  )
}
