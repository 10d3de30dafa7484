import { Text, View } from '@tarojs/components'
import { Amount } from '../../components/amount'
import { Icon } from '../../components/icon'
import { Tappable } from '../../components/tappable'
import type { RuleAnswer } from './estimate'
import { standingOf } from './route-words'
import { showTwoWays } from './show-two-ways'
import type { MyEstimate } from './use-estimate'
import './result-bar.scss'

/** Stays at the thumb while one answers: how both ways stand now. A tap goes to where they are compared. */
export function ResultBar({ of }: { of: MyEstimate }) {
  const { training, certificate, open } = of
  return (
    <Tappable className="result-bar" label="看两条路的结果" onTap={showTwoWays}>
      <View className="result-bar__lines">
        {training && <Line name="培训" answer={training} open={open.training} />}
        {certificate && <Line name="证书" answer={certificate} open={open.certificate} />}
      </View>
      <Icon name="forward" size="s" />
    </Tappable>
  )
}

/** A sum stands here only with its word, and never while it may still turn into nothing. */
function Line({ name, answer, open }: { name: string; answer: RuleAnswer; open: number }) {
  const { tone, word, line } = standingOf(answer, open)
  return (
    <View className={`result-bar__line result-bar__line--${tone}`}>
      <Text className="result-bar__name">{name}</Text>
      <View className="result-bar__result">
        <Text className="result-bar__word">{answer.outcome === 'payable' ? word : `${word}：${line}`}</Text>
        {answer.outcome === 'payable' && <Amount amount={answer.amount} />}
      </View>
    </View>
  )
}
