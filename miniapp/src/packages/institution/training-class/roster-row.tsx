import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { LessonView, RosterEntryView } from '#shared/classes'
import { CheckRow } from '../../../components/check-row'
import { Tappable } from '../../../components/tappable'
import { hours } from '../../../theme/dates'
import { HoursStepper } from './hours-stepper'
import { PersonLine } from './person-line'
import './roster-row.scss'

export interface RosterRowProps {
  entry: RosterEntryView
  lesson: LessonView
  /** Marked or recorded hours in tenths; null = nobody has said yet. */
  tenths: number | null
  /** The lesson has not been held: nothing can be marked. */
  future: boolean
  error: string | undefined
  onMark: (tenths: number) => void
}

/** One person and one lesson: there or not, and on request for how long. */
export function RosterRow({ entry, lesson, tenths, future, error, onMark }: RosterRowProps) {
  const [open, setOpen] = useState(false)
  const there = tenths !== null && tenths > 0
  const changeable = there && !entry.locked && !future
  return (
    <View className="roster-row">
      <CheckRow
        checked={there}
        label={`${entry.nameMasked}，${stateOf(tenths)}`}
        disabled={entry.locked || future}
        onToggle={() => onMark(there ? 0 : lesson.hoursTenths)}
        aside={
          changeable ? (
            <Tappable
              className="roster-row__hours"
              label={`改${entry.nameMasked}的课时`}
              onTap={() => setOpen(!open)}
            >
              <Text className="roster-row__value">{hours(tenths)}</Text>
              <Text className="roster-row__change">{open ? '收起' : '改'}</Text>
            </Tappable>
          ) : (
            <Hours tenths={tenths} />
          )
        }
      >
        <PersonLine entry={entry} />
        <Text className="roster-row__total">{totalOf(entry)}</Text>
        {entry.locked && <Text className="roster-row__locked">正在审核补贴，记录不能改</Text>}
        {error !== undefined && <Text className="roster-row__error">{error}</Text>}
      </CheckRow>
      {open && changeable && (
        <View className="roster-row__stepper">
          <HoursStepper
            label={entry.nameMasked}
            tenths={tenths}
            most={lesson.hoursTenths}
            onChange={onMark}
          />
          <Text className="roster-row__most">这节最多{hours(lesson.hoursTenths)}</Text>
        </View>
      )}
    </View>
  )
}

function Hours({ tenths }: { tenths: number | null }) {
  if (tenths === null) return null
  return (
    <View className="roster-row__hours">
      <Text className="roster-row__value">{stateOf(tenths)}</Text>
    </View>
  )
}

function totalOf(entry: RosterEntryView): string {
  const online = entry.onlineHoursTenths > 0 ? `，线上${hours(entry.onlineHoursTenths)}` : ''
  return `已记现场${hours(entry.onsiteHoursTenths)}${online}`
}

function stateOf(tenths: number | null): string {
  if (tenths === null) return '还没登记'
  return tenths === 0 ? '没到' : hours(tenths)
}
