import { useDeferredValue, useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { PageFrame } from '../../components/page-frame'
import { useFreshSession } from '../../hooks/use-session'
import { useOnline } from '../../platform/network'
import { prepareMatcher } from '../../trades/matcher'
import { searchTrades } from '../../trades/trade-search'
import { noteUnmet, sendUnmet } from '../../trades/unmet-searches'
import { Browse } from './browse'
import { NextStep } from './next-step'
import { SearchField } from './search-field'
import { SearchResults } from './search-results'
import './index.scss'

/** 找补贴: one question, answers under the finger; below it everything that can be browsed. */
export default function HomePage() {
  const [query, setQuery] = useState('')
  const me = useFreshSession()
  useUnmetOutbox()
  useEffect(prepareMatcher, [])
  // The field follows the finger at once; what is found for it may come a moment later.
  const words = useDeferredValue(query.trim())
  const searching = words !== ''
  const leave = () => {
    if (query.trim() !== '' && searchTrades(query).outcome === 'none') noteUnmet(query, 'none')
  }
  return (
    <PageFrame title="匠补通" tab programme>
      {!searching && me?.roles.includes('worker') && <NextStep />}
      <SearchField query={query} onChange={setQuery} onLeave={leave} />
      {searching ? (
        <SearchResults words={words} />
      ) : (
        <View className="home__rest">
          <Browse />
        </View>
      )}
    </PageFrame>
  )
}

/** What was noted without a network goes out when there is one again, and whenever this page comes into view. */
function useUnmetOutbox(): void {
  const online = useOnline()
  useDidShow(() => void sendUnmet())
  useEffect(() => {
    if (online) void sendUnmet()
  }, [online])
}
