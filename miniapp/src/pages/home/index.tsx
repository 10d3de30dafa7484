import { useState } from 'react'
import { View } from '@tarojs/components'
import { PageFrame } from '../../components/page-frame'
import { useFreshSession } from '../../hooks/use-session'
import { Browse } from './browse'
import { NextStep } from './next-step'
import { SearchField } from './search-field'
import { SearchResults } from './search-results'
import './index.scss'

/** 找补贴: one question, answers under the finger; below it everything that can be browsed. */
export default function HomePage() {
  const [query, setQuery] = useState('')
  const me = useFreshSession()
  const searching = query.trim() !== ''
  return (
    <PageFrame title="匠补通" tab programme>
      {!searching && me?.roles.includes('worker') && <NextStep />}
      <SearchField query={query} onChange={setQuery} />
      {searching ? (
        <SearchResults query={query} />
      ) : (
        <View className="home__rest">
          <Browse />
        </View>
      )}
    </PageFrame>
  )
}
