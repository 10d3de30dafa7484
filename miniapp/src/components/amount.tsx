import { Text, View } from '@tarojs/components'
import { formatAmount, formatYuan, type Amount as Money } from '#shared/money'
import './amount.scss'

export interface AmountProps {
  /** The whole promise, never a bare number; null = it cannot be said yet. */
  amount: Money | null
  /** `large` once per page, `row` in lists. */
  size?: 'large' | 'row'
}

/**
 * A sum as the notice promises it: 最高 stands before every cap, 每年 before a yearly sum, nothing before a fixed one.
 * It takes the promise as one object, so that a cap cannot be drawn without its word.
 */
export function Amount({ amount, size = 'row' }: AmountProps) {
  if (!amount) return <Text className={`amount-unknown amount-unknown--${size}`}>暂不能确定</Text>
  const { word, figure, total } = partsOf(amount)
  return (
    <View className={`amount amount--${size}`} ariaLabel={formatAmount(amount)}>
      {word !== '' && <Text className="amount__word">{word}</Text>}
      <Text className="amount__figure">{figure}</Text>
      <Text className="amount__unit">元</Text>
      {total !== '' && <Text className="amount__total">{total}</Text>}
    </View>
  )
}

/** A sum that has been decided or paid: it is sure, so no word stands before it. Integer fen. */
export function PaidAmount({ fen, size = 'row' }: { fen: number; size?: 'large' | 'row' }) {
  return <Amount amount={{ kind: 'fixed', fen, unit: 'per_person' }} size={size} />
}

function partsOf(amount: Money): { word: string; figure: string; total: string } {
  const most = amount.kind === 'upTo' ? '最高' : ''
  if (amount.unit === 'per_person') return { word: most, figure: figureOf(amount.fen), total: '' }
  return {
    word: `每年${most}`,
    figure: figureOf(amount.perYearFen ?? amount.fen),
    total: amount.years === undefined ? '' : `共${most}${formatYuan(amount.fen)}`,
  }
}

function figureOf(fen: number): string {
  return formatYuan(fen).replace('元', '')
}
