import { useEffect } from 'react'
import { ScrollView, Text, View } from '@tarojs/components'
import type { InstitutionClassView, LessonView } from '#shared/classes'
import { Icon, type IconName } from '../../../components/icon'
import { Tappable } from '../../../components/tappable'
import { isH5 } from '../../../platform/target'
import { hours } from '../../../theme/dates'
import { standingOf, type LessonStanding } from './attendance-marks'
import './lesson-strip.scss'

const standings: Record<LessonStanding, { word: string; icon: IconName }> = {
  done: { word: '已记', icon: 'done' },
  due: { word: '待记', icon: 'alert' },
  today: { word: '今天', icon: 'calendar' },
  future: { word: '还没上', icon: 'clock' },
}

export interface LessonStripProps {
  of: InstitutionClassView
  chosen: LessonView
  onChoose: (lessonId: string) => void
}

/** The lessons of a class in their order; each says whether it is recorded, waits, or has not been held. */
export function LessonStrip({ of, chosen, onChoose }: LessonStripProps) {
  const place = `lesson-${chosen.id}`
  useEffect(() => showInBrowser(place), [place])
  return (
    <ScrollView scrollX className="lessons" {...(isH5 ? {} : { scrollIntoView: place })} enableFlex>
      <View className="lessons__row" {...(isH5 ? { role: 'radiogroup', 'aria-label': '哪节课' } : {})}>
        {of.lessons.map((lesson, index) => (
          <Lesson
            key={lesson.id}
            lesson={lesson}
            number={index + 1}
            standing={standingOf(lesson, of)}
            chosen={lesson.id === chosen.id}
            onChoose={onChoose}
          />
        ))}
      </View>
    </ScrollView>
  )
}

/** The platform's own way moves the whole page in a browser, not only the strip. */
function showInBrowser(place: string): void {
  if (!isH5) return
  const cell = document.getElementById(place)
  const strip = cell?.closest('.lessons')
  if (!cell || !strip) return
  const before = strip.getBoundingClientRect()
  const there = cell.getBoundingClientRect()
  strip.scrollLeft += there.left - before.left - (before.width - there.width) / 2
}

interface LessonProps {
  lesson: LessonView
  number: number
  standing: LessonStanding
  chosen: boolean
  onChoose: (lessonId: string) => void
}

function Lesson({ lesson, number, standing, chosen, onChoose }: LessonProps) {
  const { word, icon } = standings[standing]
  const [, month, dayOfMonth] = lesson.heldOn.split('-').map(Number)
  const date = `${String(month)}月${String(dayOfMonth)}日`
  return (
    <View id={`lesson-${lesson.id}`} className="lessons__cell">
      <Tappable
        className={`lesson lesson--${standing} ${chosen ? 'lesson--chosen' : ''}`}
        role="radio"
        label={`第${String(number)}节，${date}，${hours(lesson.hoursTenths)}，${word}`}
        checked={chosen}
        onTap={() => onChoose(lesson.id)}
      >
        <Text className="lesson__number">第{number}节</Text>
        <Text className="lesson__date">{date}</Text>
        <View className="lesson__standing">
          <Icon name={icon} size="s" />
          <Text>{word}</Text>
        </View>
      </Tappable>
    </View>
  )
}
