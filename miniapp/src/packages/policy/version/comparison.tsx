import { Text, View } from '@tarojs/components'
import type { DifferenceView, PolicyVersionView } from '#shared/policy-versions'
import { formatYuan } from '#shared/money'
import { Card, Fact, ListRow } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { useOnline } from '../../../platform/network'
import { open } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'
import { SignSheet } from './sign-sheet'
import { revisionOf, type VersionDesk } from './use-version-desk'

/** What this content would have done to claims that exist, and who has signed that they saw it. */
export function Comparison({ view, desk }: { view: PolicyVersionView; desk: VersionDesk }) {
  const online = useOnline()
  const { difference = null, permittedEvents = [] } = view.desk ?? {}
  const mayCompare = permittedEvents.includes('compare')
  if (!difference && !mayCompare) return null
  return (
    <Card title="和已有申领比对">
      {difference ? (
        <Found id={view.id} difference={difference} />
      ) : (
        <Text className="policy-note">还没比对过。比对会把已有的申领按这一版再算一遍，只看不改。</Text>
      )}
      <ProblemNotice problem={desk.compare.problem} />
      <View className="policy-list-of-reasons">
        {mayCompare && (
          <PlainButton
            text={difference ? '重新比对' : '比对'}
            busy={desk.compare.busy}
            disabled={!online}
            busyText="正在比对…"
            onTap={() => void desk.compare.run(revisionOf(view))}
          />
        )}
        {difference && permittedEvents.includes('sign_difference') && difference.signature === null && (
          <SignSheet revision={revisionOf(view)} difference={difference} desk={desk} />
        )}
      </View>
    </Card>
  )
}

function Found({ id, difference }: { id: string; difference: DifferenceView }) {
  const { compared, changed, byKind, beforeFen, afterFen, signature, comparedWith } = difference
  return (
    <>
      {!difference.isCurrent && (
        <Notice tone="wait" title="比对过时了">
          比对之后执行的版本换过，请重新比对。
        </Notice>
      )}
      <Fact label="比了">
        {compared}件（没办结的{difference.open}件，已办结的里最近提交的{difference.recent}件）
      </Fact>
      <Fact label="不变">{compared - changed}件</Fact>
      <Fact label="会变">{changed}件</Fact>
      <Fact label="合计">
        第{comparedWith.version}版{formatYuan(beforeFen)}，这一版{formatYuan(afterFen)}
      </Fact>
      {byKind
        .filter((each) => each.count > 0)
        .map((each) => (
          <ListRow
            key={each.kind}
            title={`${each.label}：${String(each.count)}件`}
            note={deltaText(each.deltaFen)}
            onTap={() => void open('policyDifference', { id, kind: each.kind })}
          />
        ))}
      <Text className="policy-note">{difference.bookingsText}</Text>
      <Text className="policy-note">{difference.note}</Text>
      <Text className="policy-note">
        {difference.computedByName}，{dayAndTime(difference.computedAt)}比对。
      </Text>
      {signature && (
        <Notice tone="ok" title={`${signature.name}已签字`}>
          “{signature.statement}”，{dayAndTime(signature.at)}
        </Notice>
      )}
    </>
  )
}

function deltaText(deltaFen: number): string {
  if (deltaFen === 0) return '合计不变'
  return deltaFen > 0 ? `合计多${formatYuan(deltaFen)}` : `合计少${formatYuan(-deltaFen)}`
}
