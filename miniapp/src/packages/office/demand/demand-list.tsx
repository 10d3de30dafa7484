import { Text, View } from '@tarojs/components'
import { usePullDownRefresh } from '@tarojs/taro'
import type { DemandPeriod, DemandView, SearchArea } from '#shared/trade-searches'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { ProblemNotice } from '../../../components/notice'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { usePages } from '../../../hooks/use-pages'
import { copyText } from '../../../platform/clipboard'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import './demand-list.scss'

export interface DemandListProps {
  months: DemandPeriod
  area: SearchArea | null
}

/** The terms of one period and area, most wanted first. */
export function DemandList({ months, area }: DemandListProps) {
  const { query, more } = usePages(
    (cursor) => api.demand(months, area, cursor),
    `demand:${months}:${area ?? ''}`,
  )
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageState
      query={query}
      empty={{
        when: ({ items }) => items.length === 0,
        message: {
          icon: 'search',
          title: '还没有够多人找的',
          text: '一个词有3次以上才列出来。换个时间，或者看全市。',
        },
      }}
    >
      {(demand) => (
        <>
          <Card title={spanText(demand)}>
            <View className="demand__rows">
              {demand.items.map((item) => (
                <DemandRow key={item.term} item={item} />
              ))}
            </View>
          </Card>
          <ProblemNotice problem={more?.problem ?? null} />
          {more && (
            <PlainButton
              text="再看后面的"
              busy={more.busy}
              busyText="正在打开…"
              onTap={() => void more.run()}
            />
          )}
          <PlainButton text="复制成表格" onTap={() => void copy(demand)} />
          <Text className="demand__note">
            一部手机一个词一个月只记一次。少于3次的不列，免得认出人。只记词、区县和月份，不记是谁。
          </Text>
        </>
      )}
    </PageState>
  )
}

type Item = DemandView['items'][number]

function DemandRow({ item }: { item: Item }) {
  const ways = waysOf(item)
  return (
    <View className="demand__row" ariaLabel={`${item.term}，${String(item.total)}次，${ways}`}>
      <View className="demand__text">
        <Text className="demand__term">{item.term}</Text>
        <Text className="demand__ways">{ways}</Text>
      </View>
      <Text className="demand__total">{item.total}次</Text>
    </View>
  )
}

function waysOf({ noneCount, noneOfTheseCount }: Item): string {
  return [
    ...(noneCount > 0 ? [`目录里没有 ${String(noneCount)}`] : []),
    ...(noneOfTheseCount > 0 ? [`点了都不是 ${String(noneOfTheseCount)}`] : []),
  ].join('，')
}

/** 2021年4月到6月, 2020年7月到2021年6月, 2021年6月. */
function spanText({ fromMonth, untilMonth }: DemandView): string {
  const [fromYear, from] = fromMonth.split('-').map(Number)
  const [untilYear, until] = untilMonth.split('-').map(Number)
  const start = `${String(fromYear)}年${String(from)}月`
  if (fromMonth === untilMonth) return start
  return `${start}到${fromYear === untilYear ? '' : `${String(untilYear)}年`}${String(until)}月`
}

/** As a spreadsheet takes it from the clipboard. Terms hold only letters, digits and characters: none is a formula. */
async function copy({ items }: DemandView): Promise<void> {
  const lines = items.map((item) => [item.term, item.total, item.noneCount, item.noneOfTheseCount])
  const table = [['工人的叫法', '次数', '目录里没有', '点了都不是'], ...lines]
  await copyText(table.map((line) => line.join('\t')).join('\n'))
}
