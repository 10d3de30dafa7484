import { Text, View } from '@tarojs/components'
import type { ClaimState } from '#shared/claim-machine'
import { api } from '../../../api/endpoints'
import { Amount } from '../../../components/amount'
import { Card, Fact } from '../../../components/card'
import { Icon } from '../../../components/icon'
import { NoCharge } from '../../../components/no-charge'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import { replaceBy } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'
import { tradeName } from '../../../trades/catalogue'
import { PapersNotAsked } from './papers-not-asked'
import { PayoutAlert } from './payout-alert'
import './index.scss'

/** Nothing more comes of these, so that there is nothing to be told of: somebody came back to an old receipt. */
const OVER: ReadonlySet<ClaimState> = new Set(['paid', 'refused', 'withdrawn'])

/** After the tap: the number, what happens next, and the offer to tell when the money is there. */
export default function ReceiptPage() {
  const id = useParam('receipt', 'id')
  const query = useQuery(() => api.claim(id), { cacheKey: `claim-${id}` })
  return (
    <PageFrame
      title="已提交"
      footer={
        query.data && (
          <>
            {!OVER.has(query.data.state) && <PayoutAlert />}
            <PlainButton text="看申领进度" onTap={() => void replaceBy('claim', { id })} />
          </>
        )
      }
    >
      <PageState query={query}>
        {(claim) => (
          <>
            <View className="receipt">
              <View className="receipt__mark">
                <Icon name="done" size="l" />
              </View>
              <Text className="receipt__title">已提交，收到了</Text>
              <Text className="receipt__label">回执号</Text>
              <Text className="receipt__number" userSelect>
                {claim.claimNo}
              </Text>
            </View>
            <Card>
              <Fact label="工种">{tradeName(claim.tradeSeq)}</Fact>
              <Fact label="金额">
                <Amount amount={claim.amount} />
              </Fact>
              <Fact label="收款">
                {claim.account.bankName}，尾号{claim.account.cardMasked.slice(-4)}
              </Fact>
              <Fact label="时间">{dayAndTime(claim.submittedAt)}</Fact>
            </Card>
            <PapersNotAsked papers={claim.papersNotAsked} />
            <Card>
              <NoCharge />
            </Card>
            <Card title="接下来">
              <Text>{claim.nextText}</Text>
            </Card>
          </>
        )}
      </PageState>
    </PageFrame>
  )
}
