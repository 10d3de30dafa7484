import { Text, View } from '@tarojs/components'
import { isCapped, type TradeCategory } from '#shared/trades'
import type { Amount as Money } from '#shared/money'
import type { Basis } from '../policies/basis'
import type { Trade } from '../trades/catalogue'
import { Amount } from './amount'
import { Icon, type IconName } from './icon'
import { Tappable } from './tappable'
import './trade-row.scss'

/** One icon for each of the eleven printed categories. */
export const categoryIcons: Record<TradeCategory, IconName> = {
  建筑施工特种作业: 'tower',
  安全管理人员: 'shield',
  燃气: 'flame',
  水处理: 'droplets',
  装配式建筑: 'blocks',
  古典建筑: 'landmark',
  建筑: 'wall',
  市政: 'road',
  园林: 'trees',
  房地产: 'building',
  城管: 'broom',
}

/** The printed amount of a row as a promise: a ceiling for 特种作业 (clause （九）), a fixed sum otherwise. */
export function printedAmount(trade: Pick<Trade, 'category' | 'amountYuan'>): Money {
  return {
    kind: isCapped(trade.category) ? 'upTo' : 'fixed',
    fen: trade.amountYuan * 100,
    unit: 'per_person',
  }
}

export interface TradeRowProps {
  trade: Trade
  /** Why it is offered, in one plain sentence; absent when browsing. */
  reason?: string
  /** Under which clause it pays; absent when browsing. */
  basis?: Basis | null
  onTap: () => void
}

/** One row of the annex: what it is called, why it is here, where it belongs, what it pays. */
export function TradeRow({ trade, reason, basis, onTap }: TradeRowProps) {
  return (
    <Tappable className="trade-row" role="link" onTap={onTap}>
      <View className="trade-row__icon">
        <Icon name={categoryIcons[trade.category]} />
      </View>
      <View className="trade-row__text">
        <Text className="trade-row__name">{trade.name}</Text>
        {reason !== undefined && <Text className="trade-row__reason">{reason}</Text>}
        <View className="trade-row__foot">
          <Text className="trade-row__category">{trade.category}</Text>
          <Amount amount={printedAmount(trade)} />
        </View>
        {basis && (
          <Text className="trade-row__basis">
            {basis.text}
            {basis.inferred ? '（推定）' : ''}
          </Text>
        )}
      </View>
      <View className="trade-row__chevron">
        <Icon name="forward" size="s" />
      </View>
    </Tappable>
  )
}
