import { Text, View } from '@tarojs/components'
import type { CaseRunView, PolicyVersionView } from '#shared/policy-versions'
import { Card } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { StatusTag } from '../../../components/status-tag'
import { useOnline } from '../../../platform/network'
import { dayAndTime } from '../../../theme/dates'
import { revisionOf, type VersionDesk } from './use-version-desk'
import './case-run.scss'

/** The worked cases: run on the server on exactly this content, every one that comes out otherwise in words. */
export function CaseRun({ view, desk }: { view: PolicyVersionView; desk: VersionDesk }) {
  const online = useOnline()
  const { caseRun = null, permittedEvents = [] } = view.desk ?? {}
  const mayRun = permittedEvents.includes('run_cases')
  if (!caseRun && !mayRun) return null
  return (
    <Card title="案例验算" aside={caseRun && <Verdict run={caseRun} />}>
      {caseRun ? <Result run={caseRun} /> : <Text className="policy-note">这一版的内容还没验算过。</Text>}
      <ProblemNotice problem={desk.runCases.problem} />
      {mayRun && (
        <PlainButton
          text={caseRun ? '再验算一遍' : '验算'}
          busy={desk.runCases.busy}
          disabled={!online}
          busyText="正在验算…"
          onTap={() => void desk.runCases.run(revisionOf(view))}
        />
      )}
    </Card>
  )
}

function Verdict({ run }: { run: CaseRunView }) {
  const isClean = run.passed === run.total && run.uncoveredRules.length === 0
  return <StatusTag tone={isClean ? 'ok' : 'stop'} text={isClean ? '全部对上' : '有对不上的'} />
}

function Result({ run }: { run: CaseRunView }) {
  return (
    <>
      <Text className="policy-note">
        {run.total}个案例，{run.passed}个和预期一样。{run.ranByName}，{dayAndTime(run.ranAt)}。
      </Text>
      {run.uncoveredRules.length > 0 && (
        <Notice tone="stop" title="这些规则还没有案例">
          {run.uncoveredRules.join('、')}
        </Notice>
      )}
      {run.failures.map((each) => (
        <View key={each.id} className="failed-case">
          <Text className="failed-case__says">
            {each.clause}
            {each.says}
          </Text>
          <Text>预期：{each.expectedText}</Text>
          <Text className="failed-case__actual">算出来：{each.actualText}</Text>
          <Text className="policy-note">案例编号{each.id}</Text>
        </View>
      ))}
    </>
  )
}
