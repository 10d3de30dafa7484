import { Text, View } from '@tarojs/components'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { Card } from '../../components/card'
import { Icon, type IconName } from '../../components/icon'
import { textAround } from '../../policies/original-text'
import { ExplanationLines, ExplanationNotes } from '../../components/rule-explanation'
import { SheetLink } from '../../components/sheet'
import { StatusTag } from '../../components/status-tag'
import type { RuleAnswer } from './estimate'
import { decidingDateLine, lastDayLine, standingOf, sumLine } from './route-words'
import './route-detail.scss'

export interface RouteDetailProps {
  title: string
  answer: RuleAnswer
  policy: SubsidyPolicy
  /** Questions of this way that have not been answered. */
  open: number
}

/** How one way was worked out: each condition, the date that decides, the last day, what the text leaves open, its words. */
export function RouteDetail({ title, answer, policy, open }: RouteDetailProps) {
  // That several ways are open is said once, where they stand side by side.
  const flags = answer.flags.filter(({ id }) => id !== policy.settings['flags.severalOpen'])
  const { tone, word } = standingOf(answer, open)
  const date = decidingDateLine(policy, answer)
  return (
    <Card title={title} aside={<StatusTag tone={tone} text={word} />}>
      <View className="route-detail">
        <ExplanationLines lines={answer.lines} />
        <Point icon="banknote" label="金额" text={sumLine(answer)} />
        {date !== null && <Point icon="calendar" label="看哪个日期" text={date} />}
        <Point icon="clock" label="申领期限" text={lastDayLine(policy, answer)} />
        {flags.length > 0 && (
          <View className="route-detail__open">
            <Text className="route-detail__heading">文件没写清的地方</Text>
            <ExplanationNotes flags={flags} />
          </View>
        )}
        <Clause answer={answer} />
      </View>
    </Card>
  )
}

/** The words of the notice, one tap away: first the sentence that decides, then the whole clause. */
export function Clause({
  answer: { clause, quotation },
}: {
  answer: Pick<RuleAnswer, 'clause' | 'quotation'>
}) {
  const original = textAround(clause, quotation)
  return (
    <SheetLink text={`看文件第${clause}条原话`} title={`文件第${clause}条`}>
      <Text className="route-detail__quotation" userSelect>
        “{quotation}”
      </Text>
      {original && <Text className="route-detail__label">整条原文：</Text>}
      {original?.map((paragraph) => (
        <Text key={paragraph} userSelect>
          {paragraph}
        </Text>
      ))}
    </SheetLink>
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
