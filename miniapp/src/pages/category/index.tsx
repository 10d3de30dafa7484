import { Text, View } from '@tarojs/components'
import { TRADE_CATEGORIES, TRADE_PLANS } from '#shared/trades'
import { Card } from '../../components/card'
import { PageFrame } from '../../components/page-frame'
import { Empty } from '../../components/page-state'
import { PlainButton } from '../../components/primary-button'
import { TradeRow } from '../../components/trade-row'
import { useParam } from '../../hooks/use-param'
import { open } from '../../routes'
import { everything, tradesUnder } from '../../trades/catalogue'
import './index.scss'

/** The rows of one category, one plan, or all of them, under their printed categories. */
export default function CategoryPage() {
  const name = useParam('category', 'name')
  const trades = tradesUnder(name)
  const plan = TRADE_PLANS.find((each) => each.name === name)
  const groups = TRADE_CATEGORIES.map((category) => ({
    category,
    rows: trades.filter((trade) => trade.category === category),
  })).filter(({ rows }) => rows.length > 0)
  return (
    <PageFrame title={name === everything ? '全部工种' : name}>
      {groups.length === 0 && (
        <Empty
          icon="search"
          title="没有这个分类"
          text="回首页，用您自己的话找。"
          action={<PlainButton text="回首页" onTap={() => void open('home', {})} />}
        />
      )}
      {plan && <Text className="category__note">文件第{plan.clause}条的计划</Text>}
      {groups.map(({ category, rows }) => (
        <View key={category}>
          <Card title={category} aside={<Text className="category__note">{rows.length}个工种</Text>}>
            {rows.map((trade) => (
              <TradeRow
                key={trade.seq}
                trade={trade}
                onTap={() => void open('trade', { seq: String(trade.seq) })}
              />
            ))}
          </Card>
        </View>
      ))}
    </PageFrame>
  )
}
