import { Text } from '@tarojs/components'
import { TRADE_CATEGORIES, TRADE_PLANS, type TradeCategory } from '#shared/trades'
import { Card, ListRow } from '../../components/card'
import { PageFrame } from '../../components/page-frame'
import { Empty } from '../../components/empty'
import { PlainButton } from '../../components/primary-button'
import { categoryIcons, TradeRow } from '../../components/trade-row'
import { useParam } from '../../hooks/use-param'
import { open } from '../../routes'
import { everything, tradesUnder } from '../../trades/catalogue'
import './index.scss'

/** One category with its rows; a plan or everything as the categories it holds (181 rows are too many for one page). */
export default function CategoryPage() {
  const name = useParam('category', 'name')
  const plan = TRADE_PLANS.find((each) => each.name === name)
  const held = name === everything ? TRADE_CATEGORIES : plan?.categories
  return (
    <PageFrame title={name === everything ? '全部工种' : name}>
      {plan && <Text className="category__note">文件第{plan.clause}条的计划</Text>}
      {held ? <Categories held={held} /> : <Rows of={name} />}
    </PageFrame>
  )
}

function Categories({ held }: { held: readonly TradeCategory[] }) {
  return (
    <Card>
      {held.map((category) => (
        <ListRow
          key={category}
          icon={categoryIcons[category]}
          title={category}
          note={`${String(tradesUnder(category).length)}个工种`}
          onTap={() => void open('category', { name: category })}
        />
      ))}
    </Card>
  )
}

function Rows({ of }: { of: string }) {
  const rows = tradesUnder(of)
  if (rows.length === 0) {
    return (
      <Empty
        icon="search"
        title="没有这个分类"
        text="回首页，用您自己的话找。"
        action={<PlainButton text="回首页" onTap={() => void open('home', {})} />}
      />
    )
  }
  return (
    <Card>
      {rows.map((trade) => (
        <TradeRow
          key={trade.seq}
          trade={trade}
          onTap={() => void open('trade', { seq: String(trade.seq) })}
        />
      ))}
    </Card>
  )
}
