import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { BudgetLineView } from '#shared/budgets'
import { payoutApi } from '../../../api/payout-endpoints'
import { Card } from '../../../components/card'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { useQuery } from '../../../hooks/use-query'
import { open } from '../../../routes'
import { Sum } from '../sum'
import { AllotmentSheet } from './allotment-sheet'
import './funds.scss'

/** Where the money comes from, and how much of it can still be promised. */
export function Funds() {
  const query = useQuery(() => payoutApi.budgets(), { cacheKey: 'budgets' })
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <PageState
        query={query}
        empty={{
          when: (list) => list.items.length === 0,
          message: {
            icon: 'banknote',
            title: '还没有登记资金',
            text: '有了下达文件，在下面登记；名单定下来时从这里占用。',
          },
        }}
      >
        {(list) => (
          <>
            {list.items.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </>
        )}
      </PageState>
      <PlainButton text="登记资金下达" onTap={() => setAdding(true)} />
      <AllotmentSheet
        open={isAdding}
        onClose={() => setAdding(false)}
        onDone={() => {
          setAdding(false)
          void query.reload()
        }}
      />
    </>
  )
}

function Line({ line }: { line: BudgetLineView }) {
  return (
    <Card title={`${line.county === null ? '' : `${line.county}，`}${line.source}，${String(line.year)}年`}>
      <SumLine label="下达" fen={line.plannedFen} />
      <SumLine label="名单占用" fen={line.committedFen} />
      <SumLine label="已付出" fen={line.paidFen} />
      <SumLine label="还可用" fen={line.availableFen} strong />
      <PlainButton text="看明细" onTap={() => void open('fund', { id: line.id })} />
    </Card>
  )
}

function SumLine({ label, fen, strong = false }: { label: string; fen: number; strong?: boolean }) {
  return (
    <View className="funds__line">
      <Text>{label}</Text>
      <Sum fen={fen} strong={strong} />
    </View>
  )
}
