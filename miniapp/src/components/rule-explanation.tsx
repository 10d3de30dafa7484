import { Text, View } from '@tarojs/components'
import type { ExplainedRule, ExplanationLine } from '#shared/claims'
import { isH5 } from '../platform/target'
import { ClauseQuotation } from './clause-quotation'
import { Icon, type IconName } from './icon'
import './rule-explanation.scss'

const marks: Record<ExplanationLine['standing'], { icon: IconName; word: string }> = {
  met: { icon: 'done', word: '已符合' },
  missing: { icon: 'refused', word: '还差' },
  unknown: { icon: 'unknown', word: '还不知道' },
  note: { icon: 'info', word: '说明' },
}

/** Why a sum can be had or not, line by line, and the words of the notice that say so. */
export function RuleExplanation({ rule }: { rule: ExplainedRule }) {
  return (
    <View className="explanation">
      <ExplanationLines lines={rule.lines} />
      <ExplanationNotes flags={rule.flags} />
      <ClauseQuotation clause={rule.clause} quotation={rule.quotation} />
    </View>
  )
}

/** The conditions alone, each with its standing as icon and word. */
export function ExplanationLines({ lines }: { lines: readonly ExplanationLine[] }) {
  return (
    <View className="explanation__lines" {...(isH5 ? { role: 'list' } : {})}>
      {lines.map((line) => (
        <View
          key={line.text}
          className={`explanation__line explanation__line--${line.standing}`}
          ariaLabel={`${marks[line.standing].word}：${line.text}`}
          {...(isH5 ? { role: 'listitem' } : {})}
        >
          <View className="explanation__mark">
            <Icon name={marks[line.standing].icon} />
          </View>
          <Text className="explanation__text">{line.text}</Text>
        </View>
      ))}
    </View>
  )
}

/** Where the notice leaves something open, and how it is read here. */
export function ExplanationNotes({ flags }: { flags: ExplainedRule['flags'] }) {
  return (
    <>
      {flags.map((flag) => (
        <View key={flag.id} className="explanation__note">
          <View className="explanation__mark">
            <Icon name="info" size="s" />
          </View>
          <Text className="explanation__text">{flag.sentence}</Text>
        </View>
      ))}
    </>
  )
}
