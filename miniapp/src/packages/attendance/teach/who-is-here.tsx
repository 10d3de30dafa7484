import { useEffect } from 'react'
import type { LessonAttendanceView, LessonPersonView } from '#shared/attendance'
import { attendanceMethodLabels } from '#shared/attendance-record'
import { attendanceApi } from '../../../api/attendance-endpoints'
import { Card, ListRow } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { PageState } from '../../../components/page-state'
import { StatusTag } from '../../../components/status-tag'
import { useQuery } from '../../../hooks/use-query'
import { dayAndTime, hours } from '../../../theme/dates'

const EVERY_MS = 10_000

/** Who has come, who has not, what asks for a look and what was refused; asked again every ten seconds. */
export function WhoIsHere({ place }: { place: { classId: string; lessonId: string } }) {
  const query = useQuery(() => attendanceApi.lesson(place), {
    cacheKey: `lesson-${place.classId}-${place.lessonId}`,
  })
  const { reload } = query
  useEffect(() => {
    const timer = setInterval(() => void reload(), EVERY_MS)
    return () => clearInterval(timer)
  }, [reload])
  return <PageState query={query}>{(found) => <Found of={found} />}</PageState>
}

function Found({ of: { people, presentCount, signs, refused } }: { of: LessonAttendanceView }) {
  return (
    <>
      {signs.map(({ sign, title, ask, names }) => (
        <Notice key={`${sign}${names.join()}`} tone="wait" title={title}>
          {`${names.length > 0 ? `${names.join('、')}。` : ''}${ask}`}
        </Notice>
      ))}
      <Card title={`在场${String(presentCount)}人，名单${String(people.length)}人`}>
        {people.map((person) => (
          <ListRow
            key={person.enrolmentId}
            title={person.nameMasked}
            note={person.records.map(lineOf).join('\n') || '还没签到'}
            end={<Standing of={person} />}
          />
        ))}
      </Card>
      {refused.length > 0 && (
        <Card title="没签上的">
          {refused.map(({ at, nameMasked, reason }) => (
            <ListRow key={`${at}${nameMasked}`} title={nameMasked} note={`${dayAndTime(at)}\n${reason}`} />
          ))}
        </Card>
      )}
    </>
  )
}

function Standing({ of: { isPresent, hoursTenths } }: { of: LessonPersonView }) {
  if (isPresent) return <StatusTag tone="ok" text="在场" />
  if (hoursTenths === null) return <StatusTag tone="quiet" text="没来" />
  return <StatusTag tone="quiet" text={hours(hoursTenths)} />
}

function lineOf({
  kind,
  method,
  isOffline,
  at,
  hoursTenths,
  reason,
}: LessonPersonView['records'][number]): string {
  const time = dayAndTime(at).slice(-5)
  if (kind === 'hours') return `${time}老师登记${hours(hoursTenths ?? 0)}：${reason ?? ''}`
  const how = `${attendanceMethodLabels[method]}${isOffline ? '，没网时签的' : ''}`
  return `${time}${kind === 'in' ? '签到' : '签退'}（${how}）`
}
