import type { ReactNode } from 'react'
import { Text } from '@tarojs/components'
import { usePullDownRefresh } from '@tarojs/taro'
import { listApi, type ListFilter } from '../../../api/list-endpoints'
import { Card } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { usePages, type Page } from '../../../hooks/use-pages'
import { copyText } from '../../../platform/clipboard'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { fileAddress } from '../../../platform/web-address'
import type { PublicList } from '../../../routes'
import './list-answer.scss'

export interface ListAnswerProps<T> {
  list: PublicList
  filter: ListFilter
  /** Asks for one page; another filter is another question. */
  ask: (filter: ListFilter, cursor: string | null) => Promise<Page<T> & { total: number }>
  /** `家`, `个`: what is counted. */
  unit: string
  onClear: () => void
  children: (item: T) => ReactNode
}

/** What was found, page by page, and the way to the whole of it as a file. */
export function ListAnswer<T>({ list, filter, ask, unit, onClear, children }: ListAnswerProps<T>) {
  const { query, more } = usePages((cursor) => ask(filter, cursor), `list-${list}-${JSON.stringify(filter)}`)
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageState
      query={query}
      empty={{
        when: ({ items }) => items.length === 0,
        message: {
          icon: 'search',
          title: '没有找到',
          text: '换个词，或者看全部。',
          action: <PlainButton text="看全部" onTap={onClear} />,
        },
      }}
    >
      {({ items, total }) => (
        <>
          <Text className="list-answer__total">{`一共${String(total)}${unit}`}</Text>
          <Card>{items.map(children)}</Card>
          <MoreButton more={more} text="看更多" />
          <PlainButton
            text="复制表格的下载地址"
            onTap={() => void copyText(fileAddress(listApi.file(list, filter)))}
          />
        </>
      )}
    </PageState>
  )
}
