import { Text, View } from '@tarojs/components'
import type { EnrolmentView } from '#shared/enrolments'
import { formatAmount } from '#shared/money'
import { Card, Fact, ListRow } from '../../../components/card'
import { StatusTag, toneOfEnrolment } from '../../../components/status-tag'
import { printedAmount } from '../../../components/trade-row'
import { open } from '../../../routes'
import { day, hours, stretch } from '../../../theme/dates'
import { tradeName, tradeOf } from '../../../trades/catalogue'
import './enrolment-progress.scss'

/** Hours, exam and certificate as the institution has recorded them. */
export function EnrolmentProgress({ of }: { of: EnrolmentView }) {
  const { class: course, exam, certificate } = of
  const trade = tradeOf(course.tradeSeq)
  return (
    <>
      <Card>
        <View className="enrolment-head">
          <Text className="enrolment-head__title">{course.title}</Text>
          <StatusTag tone={toneOfEnrolment[of.state]} text={of.stateText} />
        </View>
        <Fact label="工种">
          {tradeName(course.tradeSeq)}
          {trade && of.noSubsidy === null && `，${formatAmount(printedAmount(trade))}`}
        </Fact>
        <Fact label="机构">{course.institution.name}</Fact>
        <Fact label="上课">{stretch(course.startsOn, course.endsOn)}</Fact>
        <Fact label="地点">
          {course.place.name}，{course.place.address}
        </Fact>
      </Card>
      <Card title="已经记录的">
        <HoursBar label="现场课时" done={of.onsiteHoursTenths} planned={course.onsiteHoursTenths} />
        {course.onlineHoursTenths > 0 && (
          <HoursBar label="线上课时" done={of.onlineHoursTenths} planned={course.onlineHoursTenths} />
        )}
        <Fact label="考试">{exam ? examWords(exam) : `还没有考，${day(course.examOn)}考试`}</Fact>
        <Fact label="证书">
          {certificate
            ? `${certificate.label}，${certificate.number}，${day(certificate.issuedOn)}发证`
            : '机构还没有登记'}
        </Fact>
      </Card>
      <Card>
        <ListRow title="这个班的课表和地点" onTap={() => void open('trainingClass', { id: course.id })} />
      </Card>
    </>
  )
}

/** How much of the planned hours has been recorded; the figure stands beside the bar, so colour is not needed. */
function HoursBar({ label, done, planned }: { label: string; done: number; planned: number }) {
  const share = planned === 0 ? 0 : Math.min(100, Math.round((done / planned) * 100))
  return (
    <View className="hours-bar" ariaLabel={`${label}，已记${hours(done)}，共${hours(planned)}`}>
      <View className="hours-bar__words">
        <Text>{label}</Text>
        <Text className="hours-bar__figure">
          {hours(done)}，共{hours(planned)}
        </Text>
      </View>
      <View className="hours-bar__rail">
        <View className="hours-bar__done" style={{ width: `${String(share)}%` }} />
      </View>
    </View>
  )
}

function examWords(exam: { passed: boolean; examinedOn: string }): string {
  return `${day(exam.examinedOn)}考试，${exam.passed ? '合格' : '没有合格'}`
}
