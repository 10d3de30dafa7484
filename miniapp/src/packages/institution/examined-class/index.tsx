import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import type { InstitutionClassView } from '#shared/classes'
import { api } from '../../../api/endpoints'
import { Empty } from '../../../components/empty'
import { Notice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { SegmentTabs } from '../../../components/segment-tabs'
import { StaffOnly } from '../../../components/staff-only'
import { useParam } from '../../../hooks/use-param'
import { useQuery, type Query } from '../../../hooks/use-query'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { day } from '../../../theme/dates'
import { Certificates } from '../training-class/certificates'
import { ClassHead } from '../training-class/class-head'
import { ExamResults } from '../training-class/exam-results'
import { useRoster } from '../use-roster'

const title = '成绩登记'
type Part = 'exam' | 'certificate'

/** A class that the evaluation body examines: who passed, and who got which certificate. */
export default function ExaminedClassPage() {
  const id = useParam('examinedClass', 'id')
  return (
    <StaffOnly title={title} roles={['evaluator']}>
      <ExaminedClass id={id} />
    </StaffOnly>
  )
}

function ExaminedClass({ id }: { id: string }) {
  const query = useQuery(() => api.examinedClass(id), { cacheKey: `examined-class-${id}` })
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageFrame title={title}>
      <PageState query={query}>
        {(of) => (
          <>
            <ClassHead of={of} isOwn={false} />
            <Grading of={of} query={query} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

function Grading({ of, query }: { of: InstitutionClassView; query: Query<InstitutionClassView> }) {
  const [part, setPart] = useState<Part>('exam')
  const put = useRoster(of, query)
  if (of.roster.length === 0)
    return <Empty icon="people" title="还没有人报名" text="有人报名后，名单出现在这里。" />
  if (of.startsOn > of.today)
    return (
      <Notice tone="info" title="还没开班">
        {`${day(of.startsOn, of.today)}开班，安排在${day(of.examOn, of.today)}考试。考完再来登记。`}
      </Notice>
    )
  return (
    <>
      {of.wantedCertificate && (
        <SegmentTabs
          label="登记什么"
          tabs={[
            { value: 'exam', label: '考试' },
            { value: 'certificate', label: '证书' },
          ]}
          value={part}
          onChange={setPart}
        />
      )}
      {part === 'exam' ? <ExamResults of={of} onChanged={put} /> : <Certificates of={of} onChanged={put} />}
    </>
  )
}
