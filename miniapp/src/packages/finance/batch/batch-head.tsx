import { Text, View } from '@tarojs/components'
import type { BatchView } from '#shared/payouts'
import { Card, Fact } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { Tappable } from '../../../components/tappable'
import { dayAndTime } from '../../../theme/dates'
import { BatchStateTag } from '../batch-state-tag'
import { Sum } from '../sum'
import { copyText } from '../../../platform/clipboard'
import './batch-head.scss'

const hasBeenSent: ReadonlySet<BatchView['state']> = new Set([
  'exported',
  'partly_confirmed',
  'reconciled',
  'closed',
])

/** Which batch, its fingerprint, and sums that add up to the whole. */
export function BatchHead({ batch }: { batch: BatchView }) {
  const failed = batch.payments.filter((payment) => payment.outcome === 'failed').length
  return (
    <Card title={batch.batchNo} aside={<BatchStateTag batch={batch} />}>
      <View className="batch-sums">
        {hasBeenSent.has(batch.state) && (
          <>
            <SumLine label="已到账" fen={batch.paidFen} />
            <SumLine label="没打成" fen={batch.failedFen} />
            <SumLine label="等结果" fen={batch.pendingFen} />
          </>
        )}
        <View className="batch-sums__line batch-sums__line--total">
          <Text>合计{batch.count}人</Text>
          <Sum fen={batch.totalFen} strong />
        </View>
      </View>
      <Fact label="组成">{dayAndTime(batch.createdAt)}</Fact>
      {batch.listHash !== null && <ListHash hash={batch.listHash} />}
      {batch.fundText !== null && <Fact label="资金">{batch.fundText}</Fact>}
      {batch.approvalsNeeded !== null && (
        <Fact label="核准">
          {batch.approvals.length}人核准了，要{batch.approvalsNeeded}人
          {batch.approvals.some(({ isMine }) => isMine) && '（您核准过）'}
        </Fact>
      )}
      {batch.voidReason !== null && (
        <Notice tone="stop" title="这一批作废了">
          {batch.voidReason}。名单上的申领都回到“待打款”，位置不变。
        </Notice>
      )}
      {batch.state === 'closed' && (
        <Notice tone="ok" title="这一批办完了">
          {failed > 0
            ? `和对账单对上了。${String(failed)}笔没打成，工人换好卡后会回到“待打款”。`
            : '和对账单对上了，每一笔都到账了。'}
        </Notice>
      )}
    </Card>
  )
}

function ListHash({ hash }: { hash: string }) {
  return (
    <Fact label="校验码">
      <View className="batch-hash">
        <Text className="batch-hash__code">{hash.slice(0, 12)}…</Text>
        <Tappable className="batch-hash__copy" label="复制校验码" onTap={() => copy(hash)}>
          <Text>复制</Text>
        </Tappable>
      </View>
    </Fact>
  )
}

function SumLine({ label, fen }: { label: string; fen: number }) {
  return (
    <View className="batch-sums__line">
      <Text>{label}</Text>
      <Sum fen={fen} />
    </View>
  )
}

/** The platform says by itself that it was copied. */
function copy(hash: string): void {
  void copyText(hash)
}
