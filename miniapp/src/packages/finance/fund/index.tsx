import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { usePullDownRefresh } from '@tarojs/taro'
import type { BudgetLineView, FundEntryListView } from '#shared/budgets'
import { formatLedger } from '#shared/money'
import { payoutApi } from '../../../api/payout-endpoints'
import { Card, Fact } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { MoreButton } from '../../../components/more-button'
import { ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { useCommand } from '../../../hooks/use-command'
import { usePages } from '../../../hooks/use-pages'
import { useParam } from '../../../hooks/use-param'
import { confirmed } from '../../../platform/confirm'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { toast } from '../../../platform/toast'
import { dayAndTime } from '../../../theme/dates'
import { Sum } from '../sum'
import './index.scss'

const title = '资金明细'

/** What happened to the money of one source and year, newest first. */
export default function FundPage() {
  const id = useParam('fund', 'id')
  return (
    <StaffOnly title={title} roles={['finance']}>
      <Fund id={id} />
    </StaffOnly>
  )
}

function Fund({ id }: { id: string }) {
  const { query, more } = usePages<FundEntryListView['items'][number], FundEntryListView>(
    (cursor) => payoutApi.fundEntries(id, cursor),
    null,
  )
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageFrame title={title}>
      <PageState query={query} skeletonLines={6}>
        {({ line, items }) => (
          <>
            <Card title={`${line.source}，${String(line.year)}年`}>
              <Fact label="还可用">{formatLedger(line.availableFen)}元</Fact>
              <Fact label="名单占用">{formatLedger(line.committedFen)}元</Fact>
              <Fact label="已付出">{formatLedger(line.paidFen)}元</Fact>
              {line.canCarryOver && <CarryOver line={line} onDone={() => void query.reload()} />}
            </Card>
            <Card title="每一笔">
              {items.map((entry) => (
                <View key={entry.id} className="fund-entry">
                  <View className="fund-entry__line">
                    <Text>{entry.label}</Text>
                    <Sum fen={entry.amountFen} />
                  </View>
                  <Text className="fund-entry__note">{entry.document}</Text>
                  <Text className="fund-entry__note">{dayAndTime(entry.at)}</Text>
                </View>
              ))}
            </Card>
            <MoreButton more={more} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

function CarryOver({ line, onDone }: { line: BudgetLineView; onDone: () => void }) {
  const [document, setDocument] = useState('')
  const carry = useCommand(async (key: string) => {
    const content = `把剩下的${formatLedger(line.availableFen)}元转到${String(line.year + 1)}年。`
    if (!(await confirmed({ title: '结转到下一年？', content, yes: '结转' }))) return
    await payoutApi.carryOver(key, line.id, { revision: line.revision, document: document.trim() })
    toast('结转好了', 'success')
    onDone()
  })
  return (
    <>
      <TextField
        label="结转的依据文件"
        control={{ value: document, error: undefined, onInput: setDocument, onBlur: () => undefined }}
      />
      <ProblemNotice problem={carry.problem} />
      <PlainButton
        text="结转到下一年"
        busy={carry.busy}
        disabled={document.trim() === ''}
        onTap={() => void carry.run()}
      />
    </>
  )
}
