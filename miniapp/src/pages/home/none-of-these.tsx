import { View } from '@tarojs/components'
import { reportableTerm } from '#shared/trade-searches'
import { Notice } from '../../components/notice'
import { PlainButton } from '../../components/primary-button'
import { AreaQuestion } from './area-question'
import { Browse } from './browse'

export interface NoneOfTheseProps {
  /** What was typed. */
  words: string
  onBack: () => void
}

/** After 都不是: other ways to look, and what to do when the annex has nothing at all. */
export function NoneOfThese({ words, onBack }: NoneOfTheseProps) {
  return (
    <>
      <Notice tone="info" title={`“${shortened(words)}”不是刚才那些`}>
        换个说法再打一次，比如活叫什么、开什么机器；也可以在下面按行当找。都没有，就到窗口问一问，或者打12333。
      </Notice>
      <PlainButton text="回到刚才的结果" onTap={onBack} />
      <OtherWays words={words} />
    </>
  )
}

/** Where to look on, and where the worker is, if the term may be counted at all. */
export function OtherWays({ words }: { words: string }) {
  return (
    <View className="results">
      {reportableTerm(words) !== null && <AreaQuestion />}
      <Browse />
    </View>
  )
}

/** So much of a query as fits into a sentence. */
export function shortened(words: string): string {
  const characters = [...words]
  return characters.length > 16 ? `${characters.slice(0, 15).join('')}…` : words
}
