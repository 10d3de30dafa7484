import { Text, View } from '@tarojs/components'
import { isCapped, type TradeCategory } from '#shared/trades'
import { formatAmount, type Amount as Money } from '#shared/money'
import type { PolicyStatus } from '#shared/subsidy-policy'
import { useProgramme } from '../api/programme'
import { basisOf, type Basis } from '../policies/basis'
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

/** What a row pays by the policy that the phone holds, or where that says nothing of it, as printed. */
export function amountOf(trade: Trade): Money {
  return basisOf(trade.seq)?.amount ?? printedAmount(trade)
}

export interface TradeRowProps {
  trade: Trade
  /** Rows that are the same skill for the same money: named here instead of standing below. */
  also?: readonly Trade[]
  /** Why it is offered, in one plain sentence; absent when browsing. */
  reason?: string
  /** Under which clause it pays; absent when browsing. */
  basis?: Basis | null
  onTap: () => void
}

/** One row of the annex: what it is called, why it is here, where it belongs, what it pays. */
export function TradeRow(props: TradeRowProps) {
  const { trade, also = [], reason, basis, onTap } = props
  const unpaid = unpaidWords(trade, useProgramme()?.policy.status)
  const categories = categoriesOf(trade, also)
  return (
    <Tappable className="trade-row" role="link" label={readAloud(props, unpaid)} onTap={onTap}>
      <View className="trade-row__icon">
        <Icon name={categoryIcons[trade.category]} />
      </View>
      <View className="trade-row__text">
        <Text className="trade-row__name">{trade.name}</Text>
        {reason !== undefined && <Text className="trade-row__reason">{reason}</Text>}
        {also.length > 0 && <Text className="trade-row__basis">{sameSkill(also)}</Text>}
        <View className="trade-row__foot">
          <Text className="trade-row__category">{categories}</Text>
          {unpaid === null ? (
            <Amount amount={amountOf(trade)} />
          ) : (
            <Text className="trade-row__basis">{unpaid}</Text>
          )}
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

/** Why a row names no sum to who books today; null where it does. A sum beside a policy that has ended is a promise. */
function unpaidWords({ isClosed }: Trade, policy: PolicyStatus['status'] | undefined): string | null {
  if (isClosed) return '已不在目录里'
  return policy === 'closed' ? '现在没有补贴' : null
}

function categoriesOf(trade: Trade, also: readonly Trade[]): string {
  return [...new Set([trade, ...also].map(({ category }) => category))].join('、')
}

function sameSkill(also: readonly Trade[]): string {
  return `和${also.map(({ name }) => `“${name}”`).join('、')}是同一门手艺`
}

/** The row as one would say it: name, money, why, where. Screen readers say this instead of the scattered words. */
function readAloud({ trade, also = [], reason, basis }: TradeRowProps, unpaid: string | null): string {
  return [
    trade.name,
    unpaid ?? formatAmount(amountOf(trade)),
    ...(reason === undefined || reason === '' ? [] : [reason]),
    ...(also.length > 0 ? [sameSkill(also)] : []),
    categoriesOf(trade, also),
    ...(basis ? [`${basis.text}${basis.inferred ? '，推定' : ''}`] : []),
  ].join('，')
}
