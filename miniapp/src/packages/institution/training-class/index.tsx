import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import type { InstitutionClassView } from '#shared/classes'
import { api } from '../../../api/endpoints'
import { Empty } from '../../../components/empty'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { SegmentTabs } from '../../../components/segment-tabs'
import { StaffOnly } from '../../../components/staff-only'
import { useParam } from '../../../hooks/use-param'
import { useQuery, type Query } from '../../../hooks/use-query'
import { lessonToMark } from './attendance-marks'
import { AttendanceRoll, SaveBar } from './attendance-roll'
import { Certificates } from './certificates'
import { ClassHead } from './class-head'
import { ExamResults } from './exam-results'
import { GradedElsewhere } from './graded-elsewhere'
import { useRoster } from '../use-roster'
import { useAttendance, type Attendance } from './use-attendance'
import { stopPullDownRefresh } from '../../../platform/pull-down'

const title = '培训班登记'
type Part = 'attendance' | 'exam' | 'certificate'

/** One of the institution's own classes: call the roll, enter exam results and certificates. */
export default function InstitutionClassPage() {
  const id = useParam('institutionClass', 'id')
  return (
    <StaffOnly title={title} roles={['institution']}>
      <ClassRecords id={id} />
    </StaffOnly>
  )
}

function ClassRecords({ id }: { id: string }) {
  const query = useQuery(() => api.institutionClass(id), { cacheKey: `institution-class-${id}` })
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const attendance = useAttendance(id, query)
  const [part, setPart] = useState<Part>('attendance')
  const of = query.data
  const lesson = of && lessonOf(of, attendance)
  const savable = of !== null && lesson !== null && lesson.heldOn <= of.today && of.roster.length > 0
  return (
    <PageFrame
      title={title}
      footer={
        part === 'attendance' && savable ? <SaveBar of={of} lesson={lesson} attendance={attendance} /> : null
      }
    >
      <PageState query={query}>
        {(found) => (
          <>
            <ClassHead of={found} />
            {found.roster.length === 0 ? (
              <Empty icon="people" title="还没有人报名" text="有人报名后，名单出现在这里，就能登记课时。" />
            ) : (
              <>
                <SegmentTabs label="登记什么" tabs={partsOf(found)} value={part} onChange={setPart} />
                <RecordsPart part={part} of={found} query={query} attendance={attendance} />
              </>
            )}
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

interface RecordsPartProps {
  part: Part
  of: InstitutionClassView
  query: Query<InstitutionClassView>
  attendance: Attendance
}

function RecordsPart({ part, of, query, attendance }: RecordsPartProps) {
  const put = useRoster(of, query)
  const lesson = lessonOf(of, attendance)
  if (part !== 'attendance' && of.examiner !== null) return <GradedElsewhere of={of} examiner={of.examiner} />
  if (part === 'exam') return <ExamResults of={of} onChanged={put} />
  if (part === 'certificate') return <Certificates of={of} onChanged={put} />
  return lesson && <AttendanceRoll of={of} lesson={lesson} attendance={attendance} />
}

function lessonOf(of: InstitutionClassView, { lessonId }: Attendance) {
  return of.lessons.find((lesson) => lesson.id === lessonId) ?? lessonToMark(of)
}

function partsOf(of: InstitutionClassView): { value: Part; label: string }[] {
  return [
    { value: 'attendance', label: '上课' },
    { value: 'exam', label: '考试' },
    ...(of.wantedCertificate ? [{ value: 'certificate' as const, label: '证书' }] : []),
  ]
}
