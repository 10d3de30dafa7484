import { Text, View } from '@tarojs/components'
import type { InstitutionClassView, LessonView } from '#shared/classes'
import { Card } from '../../../components/card'
import { CheckRow } from '../../../components/check-row'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { WhyNot } from '../../../components/why-not'
import { useOnline } from '../../../platform/network'
import { open } from '../../../routes'
import { day, hours } from '../../../theme/dates'
import { changesOf, everybody, hoursFor } from './attendance-marks'
import { LessonStrip } from './lesson-strip'
import { RosterRow } from './roster-row'
import type { Attendance } from './use-attendance'
import './attendance-roll.scss'

export interface AttendanceRollProps {
  of: InstitutionClassView
  lesson: LessonView
  attendance: Attendance
}

/** Calling the roll: choose the lesson, tick who was there. */
export function AttendanceRoll({ of, lesson, attendance }: AttendanceRollProps) {
  const marks = attendance.marksOf(lesson.id)
  const future = lesson.heldOn > of.today
  const changeable = of.roster.filter((entry) => !entry.locked)
  const all =
    changeable.length > 0 && changeable.every((entry) => (hoursFor(entry, lesson.id, marks) ?? 0) > 0)
  const nobody = Object.fromEntries(changeable.map((entry) => [entry.enrolmentId, 0]))
  const missing = changeable.filter((entry) => (hoursFor(entry, lesson.id, marks) ?? 0) === 0)
  return (
    <>
      <Card title="哪节课">
        <LessonStrip of={of} chosen={lesson} onChoose={attendance.choose} />
        <Text className="roll__lesson">
          {day(lesson.heldOn, of.today)}
          {lesson.startsAt}，{lesson.topic}，{lesson.mode === 'online' ? '线上' : '现场'}
          {hours(lesson.hoursTenths)}
        </Text>
      </Card>
      <PlainButton
        text="出示签到码"
        onTap={() => void open('teach', { classId: of.id, lessonId: lesson.id })}
      />
      {future && (
        <Notice tone="info" title="还没上">
          {`这节课${day(lesson.heldOn, of.today)}上，上完再登记。`}
        </Notice>
      )}
      <Card title="谁到了">
        {changeable.length > 1 && !future && (
          <CheckRow
            checked={all}
            label="全选"
            onToggle={() => attendance.mark(lesson.id, all ? nobody : everybody(missing, lesson))}
          >
            <Text className="roll__all">全选（{changeable.length}人）</Text>
          </CheckRow>
        )}
        {of.roster.map((entry) => (
          <RosterRow
            key={`${lesson.id}-${entry.enrolmentId}`}
            entry={entry}
            lesson={lesson}
            tenths={hoursFor(entry, lesson.id, marks)}
            future={future}
            error={attendance.errors[entry.enrolmentId]}
            onMark={(tenths) => attendance.mark(lesson.id, { [entry.enrolmentId]: tenths })}
          />
        ))}
      </Card>
    </>
  )
}

/** One button for everybody, saying how many are about to be recorded. */
export function SaveBar({ of, lesson, attendance }: AttendanceRollProps) {
  const online = useOnline()
  const entries = changesOf(of.roster, lesson, attendance.marksOf(lesson.id))
  const count = entries.length
  if (lesson.heldOn > of.today || of.roster.length === 0) return null
  return (
    <View className="roll__save">
      <ProblemNotice problem={attendance.save.problem} />
      <WhyNot text={online ? '' : '没有网络，勾好的都留着，连上网再保存。'} />
      <PrimaryButton
        text={count === 0 ? '没有要保存的' : `保存${String(count)}人的课时`}
        busy={attendance.save.busy}
        busyText="正在保存…"
        disabled={count === 0 || !online}
        onTap={() => void attendance.save.run(lesson.id, entries)}
      />
    </View>
  )
}
