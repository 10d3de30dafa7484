import { Text, View } from '@tarojs/components'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { Amount } from '../../components/amount'
import { Card } from '../../components/card'
import { ClauseQuotation } from '../../components/clause-quotation'
import { Icon, type IconName } from '../../components/icon'
import { ExplanationLines, ExplanationNotes } from '../../components/rule-explanation'
import type { RuleAnswer } from './estimate'
import { decidingDateLine, lastDayLine } from './route-words'
import './route-detail.scss'

export interface RouteDetailProps {
  title: string
  answer: RuleAnswer
  policy: SubsidyPolicy
}

/** How one way was worked out: each condition, the date that decides, the last day, what the text leaves open, its words. */
export function RouteDetail({ title, answer, policy }: RouteDetailProps) {
  // That several ways are open is said once, where they stand side by side.
  const flags = answer.flags.filter(({ id }) => id !== policy.settings['flags.severalOpen'])
  const date = decidingDateLine(policy, answer.rule)
  return (
    <Card title={title} aside={<Amount amount={answer.amount} />}>
      <View className="route-detail">
        <ExplanationLines lines={answer.lines} />
        {date !== null && <Point icon="calendar" label="看哪个日期" text={date} />}
        <Point icon="clock" label="申领期限" text={lastDayLine(policy, answer)} />
        {flags.length > 0 && (
          <View className="route-detail__open">
            <Text className="route-detail__heading">文件没写清的地方</Text>
            <ExplanationNotes flags={flags} />
          </View>
        )}
        <ClauseQuotation clause={answer.clause} quotation={answer.quotation} />
      </View>
    </Card>
  )
}

function Point({ icon, label, text }: { icon: IconName; label: string; text: string }) {
  return (
    <View className="route-detail__point">
      <Icon name={icon} />
      <View className="route-detail__text">
        <Text className="route-detail__label">{label}</Text>
        <Text>{text}</Text>
      </View>
    </View>
  )
}
