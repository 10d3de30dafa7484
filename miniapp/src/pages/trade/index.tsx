import { Text, View } from '@tarojs/components'
import { isTraditionalCraft } from '#shared/trade-craft'
import { useProgramme } from '../../api/programme'
import { Amount } from '../../components/amount'
import { Card, ListRow } from '../../components/card'
import { ClauseQuotation } from '../../components/clause-quotation'
import { Icon } from '../../components/icon'
import { Notice } from '../../components/notice'
import { NoCharge } from '../../components/no-charge'
import { PageFrame } from '../../components/page-frame'
import { Empty } from '../../components/empty'
import { PlainButton } from '../../components/primary-button'
import { ExplanationNotes } from '../../components/rule-explanation'
import { amountOf, categoryIcons, TradeRow } from '../../components/trade-row'
import { useParam } from '../../hooks/use-param'
import { basisOf } from '../../policies/basis'
import { open } from '../../routes'
import { closedWords, everything, tradeOf, tradesUnder, type Trade } from '../../trades/catalogue'
import { nearTwins } from '../../trades/near-twins'
import { MayIClaim } from './may-i-claim'
import { OpenClasses } from './open-classes'
import './index.scss'

/** One row of the annex: what it pays, whether I can have it, where I can learn it, and what the notice says. */
export default function TradePage() {
  const seq = useParam('trade', 'seq')
  const trade = tradeOf(Number(seq))
  return (
    <PageFrame title="工种" programme>
      {trade ? (
        <>
          <Heading trade={trade} />
          {trade.isClosed !== true && <MayIClaim key={trade.seq} seq={trade.seq} />}
          <BasisCard seq={trade.seq} />
          <OpenClasses tradeSeq={trade.seq} />
          <Card>
            <NoCharge />
          </Card>
          <Twins trade={trade} />
        </>
      ) : (
        <Empty
          icon="search"
          title="目录里没有这一项"
          text={`目录一共${String(tradesUnder(everything).length)}个工种，回首页用您自己的话找。`}
          action={<PlainButton text="回首页" onTap={() => void open('home', {})} />}
        />
      )}
    </PageFrame>
  )
}

function Heading({ trade }: { trade: Trade }) {
  const standing = useProgramme()?.policy
  const others = trade.aliases.map((alias) => alias.name).filter((name) => name !== trade.name)
  return (
    <View className="trade-head">
      <View className="trade-head__line">
        <Icon name={categoryIcons[trade.category]} size="s" />
        <Text>
          {trade.category}，目录第{trade.seq}项
        </Text>
      </View>
      <Text className="trade-head__name">{trade.name}</Text>
      {others.length > 0 && <Text className="trade-head__aliases">也叫：{others.join('、')}</Text>}
      {isTraditionalCraft(trade.category) && (
        <Text className="trade-head__aliases">这门手艺的培训列入乡土人才培育计划（文件（三））</Text>
      )}
      {trade.isClosed ? (
        <Notice tone="stop" title={closedWords.title}>
          {closedWords.text}
        </Notice>
      ) : standing?.status === 'closed' ? (
        <Notice tone="stop" title={standing.statusText}>
          以前报了名的，仍按报名那天的规定办。
        </Notice>
      ) : (
        <Amount amount={amountOf(trade)} size="large" />
      )}
    </View>
  )
}

/** What the notice says, and what it leaves open. */
function BasisCard({ seq }: { seq: number }) {
  const basis = basisOf(seq)
  if (!basis) return null
  return (
    <Card title="依据" aside={basis.inferred ? <Text className="inferred">推定</Text> : undefined}>
      <View className="trade-basis">
        <ClauseQuotation clause={basis.clause} quotation={basis.quotation} />
        <ExplanationNotes flags={[...basis.flags]} />
      </View>
    </Card>
  )
}

/** A wrong pick is one tap away from the right one. */
function Twins({ trade }: { trade: Trade }) {
  const twins = nearTwins(trade.seq)
  return (
    <Card title="不是这个？看看相近的">
      {twins.map((twin) => (
        <TradeRow key={twin.seq} trade={twin} onTap={() => void open('trade', { seq: String(twin.seq) })} />
      ))}
      <ListRow
        title="目录里没有我的工种"
        note="做供热这样的行当，看看该怎么问"
        onTap={() => void open('estimate', {})}
      />
    </Card>
  )
}
