import { Text, View } from '@tarojs/components'
import { formatYuan } from '#shared/money'
import type { RuleEntry } from '#shared/subsidy-policy-schema'
import { Notice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { followUps } from '../content/follow-ups'
import type { PolicyEdit } from './use-policy-edit'

/** Where the old sum still stands. Nothing follows by itself: somebody looks whether the new text says so there. */
export function FollowUpNotice({ edit, rule }: { edit: PolicyEdit; rule: RuleEntry }) {
  const found = followUps(edit.base, edit.working, rule.id)
  if (!found || found.categories + found.rows + found.cases === 0) return null
  const { beforeFen, afterFen, categories, rows, cases, annexValues, caseValues } = found
  const sum = formatYuan(afterFen)
  return (
    <Notice tone="wait" title={`${rule.clause}${rule.title}：还有几处写着${formatYuan(beforeFen)}`}>
      <View className="follow-ups">
        {categories + rows > 0 && (
          <>
            <Text>{`附件里有${String(categories)}类、${String(rows)}行由这一条发钱，印的金额要和条款一样。`}</Text>
            <PlainButton text={`附件一起改成${sum}`} onTap={() => edit.set(annexValues)} />
          </>
        )}
        {cases > 0 && (
          <>
            <Text>{`有${String(cases)}个案例预期是${formatYuan(beforeFen)}，不改就验算不过。`}</Text>
            <PlainButton text={`这些案例预期改成${sum}`} onTap={() => edit.set(caseValues)} />
          </>
        )}
      </View>
    </Notice>
  )
}
