import { Text, View } from '@tarojs/components'
import { usePullDownRefresh } from '@tarojs/taro'
import { api } from '../../../api/endpoints'
import { Card, Fact } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { Notice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { StaffOnly } from '../../../components/staff-only'
import { StatusTag } from '../../../components/status-tag'
import { usePages } from '../../../hooks/use-pages'
import { dayAndTime } from '../../../theme/dates'
import { shortHash } from '../version-words'
import { causeText, factsText, type Report } from './report-words'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import './index.scss'

const title = '手机和服务器算得不一样'

/** Questions to which a phone gave another answer than the server: facts and answers, nobody's name. */
export default function EstimateDifferencesPage() {
  return (
    <StaffOnly title={title} roles={['policy_editor', 'policy_approver']}>
      <Reports />
    </StaffOnly>
  )
}

function Reports() {
  const { query, more } = usePages((cursor) => api.estimateDifferences(cursor), 'estimate-differences')
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageFrame title={title} wide>
      <Notice>工人看到的以服务器为准。这里只记情况和结果，不记是谁。同样的合成一条。</Notice>
      <PageState
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          message: { icon: 'done', title: '没有不一样的', text: '手机和服务器算出来的，到现在都一样。' },
        }}
      >
        {({ items }) => (
          <View className="reports">
            {items.map((report) => (
              <ReportCard key={keyOf(report)} report={report} />
            ))}
          </View>
        )}
      </PageState>
      <MoreButton more={more} />
    </PageFrame>
  )
}

function ReportCard({ report }: { report: Report }) {
  const { isExplainedByVersion, differsIn, count, firstAt, lastAt, policyHash, serverHash } = report
  return (
    <Card
      title={`${String(count)}次`}
      aside={
        <StatusTag
          tone={isExplainedByVersion ? 'quiet' : 'stop'}
          text={isExplainedByVersion ? '版本不同' : '要查程序'}
        />
      }
    >
      <Text>{factsText(report.facts)}</Text>
      <Text className="reports__differs">{differsIn}</Text>
      <Fact label="原因">{causeText(report)}</Fact>
      <Fact label="校验码">
        手机{policyHash === '' ? '没有' : shortHash(policyHash)}，服务器{shortHash(serverHash)}
      </Fact>
      <Fact label="时间">
        {count > 1 ? `${dayAndTime(firstAt)}到${dayAndTime(lastAt)}` : dayAndTime(lastAt)}
      </Fact>
    </Card>
  )
}

/** Reports that say the same are one, so what they say tells them apart. */
function keyOf({ policyHash, serverHash, preset, facts, phone }: Report): string {
  return JSON.stringify([policyHash, serverHash, preset, facts, phone])
}
