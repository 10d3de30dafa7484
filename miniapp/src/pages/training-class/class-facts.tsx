import { Text, View } from '@tarojs/components'
import type { ClassDetailView, LessonView } from '#shared/classes'
import { formatYuan } from '#shared/money'
import { Card, Fact, ListRow } from '../../components/card'
import { NoCharge } from '../../components/no-charge'
import { StatusTag } from '../../components/status-tag'
import { showOnMap } from '../../platform/map'
import { isH5 } from '../../platform/target'
import { open } from '../../routes'
import { day, hours, stretch } from '../../theme/dates'
import { tradeName } from '../../trades/catalogue'
import { ClassRating } from './class-rating'
import './class-facts.scss'

/** When, where, how long, who, how many seats, what it costs. */
export function ClassFacts({ of }: { of: ClassDetailView }) {
  return (
    <>
      <Card>
        <View className="class-head">
          <Text className="class-head__title">{of.title}</Text>
          <Text className="class-head__by">
            {of.institution.name}（{of.institution.kindText}）
          </Text>
          <View className="class-head__tags">
            <StatusTag tone="ok" text={of.priceFen === 0 ? '不收费' : formatYuan(of.priceFen)} />
            <StatusTag
              tone={of.seatsLeft > 0 ? 'ok' : 'quiet'}
              text={of.seatsLeft > 0 ? `剩${String(of.seatsLeft)}个名额` : '名额满了'}
            />
            {of.isDemo && <StatusTag tone="quiet" text="演示" />}
          </View>
        </View>
        <Fact label="上课">{stretch(of.startsOn, of.endsOn)}</Fact>
        <Fact label="报名截止">{day(of.enrolUntil, of.startsOn)}</Fact>
        <Fact label="考试">{day(of.examOn, of.startsOn)}</Fact>
        <Fact label="课时">
          现场{hours(of.onsiteHoursTenths)}
          {of.onlineHoursTenths > 0 && `，线上${hours(of.onlineHoursTenths)}`}
        </Fact>
        <Fact label="老师">{of.teacherName}</Fact>
        <Fact label="名额">
          共{of.capacity}人，还剩{of.seatsLeft}人
        </Fact>
      </Card>
      <ClassRating classId={of.id} />
      <Card title="地点和机构">
        <ListRow
          icon="place"
          title={of.place.name}
          note={of.place.address}
          {...(isH5 ? {} : { onTap: () => showPlace(of) })}
        />
        <ListRow
          icon="school"
          title={of.institution.name}
          note="在不在目录里，合格率多少"
          onTap={() => void open('listedBody', { list: 'institutions', id: of.institution.id })}
        />
      </Card>
      <Card title="课表">
        {of.lessons.map((lesson) => (
          <Lesson key={lesson.id} lesson={lesson} of={of} />
        ))}
      </Card>
      <Card>
        <ListRow
          title={`这个班学：${tradeName(of.tradeSeq)}`}
          note="看能领多少、要什么条件"
          onTap={() => void open('trade', { seq: String(of.tradeSeq) })}
        />
        <NoCharge />
      </Card>
    </>
  )
}

/** An online lesson of one's own class opens at a tap. */
function Lesson({ lesson, of }: { lesson: LessonView; of: ClassDetailView }) {
  const isMine = lesson.mode === 'online' && of.enrolment.myEnrolmentId !== null
  return (
    <ListRow
      title={lesson.topic}
      note={`${day(lesson.heldOn)}${lesson.startsAt}–${lesson.endsAt}，${lesson.mode === 'online' ? '线上' : '现场'}`}
      end={<Text className="class-hours">{hours(lesson.hoursTenths)}</Text>}
      {...(isMine && { onTap: () => void open('onlineLesson', { classId: of.id, lessonId: lesson.id }) })}
    />
  )
}

function showPlace({ place: { name, address, latitude, longitude } }: ClassDetailView): void {
  showOnMap({ name, address, latitude, longitude })
}
