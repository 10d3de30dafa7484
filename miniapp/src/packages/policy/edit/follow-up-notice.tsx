import { Text, View } from '@tarojs/components'
import { formatYuan } from '#shared/money'
import type { RuleEntry } from '#shared/subsidy-policy-schema'
import { Notice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { followUps } from '../content/follow-ups'
import type { PolicyEdit } from './use-policy-edit'

/** Where another sum stands than the rule's. Nothing follows by itself: somebody looks whether the new text says so there. */
export function FollowUpNotice({ edit, rule }: { edit: PolicyEdit; rule: RuleEntry }) {
  const found = followUps(edit.working, rule.id)
  if (!found) return null
  const { ruleFen, categories, rows, cases, annexValues, caseValues } = found
  const sum = formatYuan(ruleFen)
  return (
    <Notice tone="wait" title={`${rule.clause}${rule.title}：还有几处不是${sum}`}>
      <View className="follow-ups">
        {categories + rows > 0 && (
          <>
            <Text>{`附件里有${String(categories)}类、${String(rows)}行由这一条发钱，印的金额要和条款一样。`}</Text>
            <PlainButton text={`附件一起改成${sum}`} onTap={() => edit.set(annexValues)} />
          </>
        )}
        {cases > 0 && (
          <>
            <Text>{`有${String(cases)}个案例预期的金额和条款对不上，不改就验算不过。`}</Text>
            <PlainButton text={`案例预期按${sum}改`} onTap={() => edit.set(caseValues)} />
          </>
        )}
      </View>
    </Notice>
  )
}
