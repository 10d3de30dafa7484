import { Text, View } from '@tarojs/components'
import { formatLedger } from '#shared/money'
import { payableStops } from '#shared/payouts'
import { chineseDay } from '#shared/subsidy-calendar'
import { payoutApi } from '../../../api/payout-endpoints'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { confirmed } from '../../../platform/confirm'
import { toast } from '../../../platform/toast'
import { dayAndTime } from '../../../theme/dates'
import { PayableItem } from './payable-item'
import type { Payable } from './use-new-batch'

/** A claim that waits and cannot go on a list now: why, and what finance can do about it. */
export function StoppedPayable({ item, onChange }: { item: Payable; onChange: () => void }) {
  return (
    <View className="payable__stopped">
      <PayableItem item={item} />
      {item.accountChange && <ChangedAccount change={item.accountChange} />}
      <Notice tone="wait">{item.stops.map((stop) => stopText(stop, item)).join('；')}</Notice>
      {item.stops.includes('not_looked_at') && <LookAtAccount item={item} onChange={onChange} />}
    </View>
  )
}

function ChangedAccount({ change }: { change: NonNullable<Payable['accountChange']> }) {
  return (
    <>
      <Text className="payable__note">
        {dayAndTime(change.at)}由本人改过，原来是{change.before.bankName}，尾号
        {change.before.cardMasked.slice(-4)}
      </Text>
      {change.othersWithCard > 0 && (
        <Notice tone="stop" title={`还有${String(change.othersWithCard)}个人也填了这张卡`}>
          补贴只能打到本人的卡。请人社部门先暂停这笔申领，查清楚再打。
        </Notice>
      )}
    </>
  )
}

function stopText(stop: Payable['stops'][number], { accountChange }: Payable): string {
  return stop === 'cooling_off' && accountChange
    ? `刚换过收款账户，${chineseDay(accountChange.payFrom)}起才能打款`
    : payableStops[stop]
}

function LookAtAccount({ item, onChange }: { item: Payable; onChange: () => void }) {
  const cardLastFour = item.cardMasked.slice(-4)
  const look = useCommand(async (key: string) => {
    const content = `${item.claimantMasked}，${formatLedger(item.amountFen)}元，要打到${item.bankName}尾号${cardLastFour}。您核对过，谁核对的会记下来。`
    if (!(await confirmed({ title: '新账户没有问题？', content, yes: '没有问题' }))) return
    await payoutApi.lookAtAccount(key, { claimId: item.claimId, cardLastFour })
    toast('核对好了', 'success')
    onChange()
  })
  return (
    <>
      <ProblemNotice problem={look.problem} />
      <PlainButton text="新账户核对过了" busy={look.busy} onTap={() => void look.run()} />
    </>
  )
}
