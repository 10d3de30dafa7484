import { Text, View } from '@tarojs/components'
import { formatYuan } from '#shared/money'
import { levelLadder, nextLevelOf, type LevelStep } from '#shared/subsidy-levels'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { certificateWords } from '#shared/subsidy-wording'
import { Amount } from '../../components/amount'
import { Card } from '../../components/card'
import type { LevelReply } from './answers'
import './ladder.scss'

export interface LadderProps {
  policy: SubsidyPolicy
  level: LevelReply | undefined
  /** The certificate held fails for months of insurance, which are counted at its own month (A11). */
  lacksInsurance: boolean
  /** After the last day of the policy: what is examined from now on is not paid, so no next level is offered. */
  isOver: boolean
}

/** What every level pays, where the worker stands on it, and what the next one would bring. */
export function Ladder({ policy, level, lacksInsurance, isOver }: LadderProps) {
  const steps = levelLadder(policy)
  if (steps.length === 0) return null
  const held = heldLevel(level)
  const next = isOver || level === undefined || level === 'unsure' ? null : nextLevelOf(policy, held)
  return (
    <Card title={isOver ? '每一级发多少' : '再考高一级，发多少'}>
      {next && (
        <Text className="ladder__next">
          下一级是{nameOf(next)}：够条件发{formatYuan(next.amount.fen)}
          {next.moreFen === null ? '' : `，比您现在这一级多${formatYuan(next.moreFen)}`}。
        </Text>
      )}
      {next && lacksInsurance && (
        <Text className="ladder__next">
          这本证差的月份，以后补缴不算数；缴满了再考下一级，按新证发证那个月重新算。
        </Text>
      )}
      {held === 1 && <Text className="ladder__next">高级技师已经是最高一级。</Text>}
      {steps.map((step) => (
        <View key={step.rule} className={`ladder__step ${step.level === held ? 'ladder__step--held' : ''}`}>
          <Text className="ladder__name">
            {nameOf(step)}
            {step.level === held ? '（您有）' : ''}
            {step.level === next?.level ? '（下一级）' : ''}
          </Text>
          <Amount amount={step.amount} />
        </View>
      ))}
      <Text className="ladder__note">
        {policy.settings['stacking.higherBlocksLower']
          ? '按这个口径，领了高的，不再领低的。'
          : '几级都拿了，能不能每级都领，原文没写。'}
      </Text>
    </Card>
  )
}

function nameOf({ level }: LevelStep): string {
  return (certificateWords[`level:${String(level)}`] ?? '').replace('证书', '')
}

/** The level as a number; 专项能力证书 is paid like 初级工. */
function heldLevel(level: LevelReply | undefined): number | null {
  if (level === 'special_skill') return 5
  return level === undefined || level === 'none' || level === 'unsure' ? null : Number(level)
}
