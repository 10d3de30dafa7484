import { filingLimits, type ClassDraft } from '#shared/class-draft'
import { FormField } from '../../../components/form-field'
import { ChoiceChips } from '../../../components/choice-chips'
import { OptionList } from '../../../components/option-list'
import { day, hours } from '../../../theme/dates'
import { DayField, LineField } from './line-field'
import { nextLesson } from './lesson-days'
import { NumberField } from './number-field'
import { RowList } from './row-list'
import { TimeField } from './time-field'
import type { FilingDraft } from './use-filing-draft'

type Lesson = ClassDraft['lessons'][number]
const modes = [
  { value: 'onsite', label: '线下' },
  { value: 'online', label: '线上' },
] as const

export interface LessonFieldsProps {
  of: FilingDraft
  from: string
  faults: readonly string[]
}

/** The timetable. A new lesson is like the one before it, a day later. */
export function LessonFields({ of, from, faults }: LessonFieldsProps) {
  const { draft, edit } = of
  return (
    <RowList
      title="课表"
      pointer="/lessons"
      rows={draft.lessons}
      most={filingLimits.lessons}
      faults={faults}
      countAt={of.countAt}
      wordsOf={wordsOf}
      addText={draft.lessons.length === 0 ? '排第一节课' : '照上一节再排一节'}
      newRow={() => nextLesson(draft)}
      onChange={(lessons) => edit({ lessons })}
    >
      {(row, change, at) => <LessonForm {...{ of, from, row, change, at }} />}
    </RowList>
  )
}

function wordsOf(lesson: Lesson, index: number): { title: string; note: string } {
  const { heldOn, startsAt, endsAt, topic, hoursTenths, mode } = lesson
  const time = startsAt === '' || endsAt === '' ? '时间还没选' : `${startsAt}到${endsAt}`
  const parts = [time, hoursTenths === null ? '' : hours(hoursTenths), mode === 'online' ? '线上' : '', topic]
  return {
    title: `第${String(index + 1)}节 ${heldOn === '' ? '日期还没选' : day(heldOn)}`,
    note: parts.filter((part) => part !== '').join('，'),
  }
}

interface LessonFormProps {
  of: FilingDraft
  from: string
  row: Lesson
  change: (change: Partial<Lesson>) => void
  at: string
}

function LessonForm({ of, from, row, change, at }: LessonFormProps) {
  const error = (field: string) => of.errorAt(`${at}/${field}`)
  const names = [...new Set(of.draft.teachers.map(({ name }) => name))].filter((name) => name !== '')
  return (
    <>
      <DayField
        label="日期"
        value={row.heldOn}
        from={from}
        suggested={of.draft.startsOn}
        error={error('heldOn')}
        onChange={(heldOn) => change({ heldOn })}
      />
      <TimeField
        label="上课"
        value={row.startsAt}
        error={error('startsAt')}
        onChange={(startsAt) => change({ startsAt })}
      />
      <TimeField
        label="下课"
        value={row.endsAt}
        error={error('endsAt')}
        onChange={(endsAt) => change({ endsAt })}
      />
      <NumberField
        label="算几课时"
        hint="休息不算"
        value={row.hoursTenths}
        scale={10}
        error={error('hoursTenths')}
        onChange={(hoursTenths) => change({ hoursTenths })}
      />
      <FormField label="怎么上">
        <ChoiceChips label="怎么上" choices={modes} value={row.mode} onChange={(mode) => change({ mode })} />
      </FormField>
      <LineField
        label="上什么"
        value={row.topic}
        maxLength={40}
        error={error('topic')}
        onChange={(topic) => change({ topic })}
      />
      <OptionList
        label={names.length === 0 ? '哪位老师（先在上面加老师）' : '哪位老师'}
        options={names.map((name) => ({ value: name, label: name }))}
        value={row.teacher === '' ? null : row.teacher}
        error={error('teacher')}
        onChange={(teacher) => change({ teacher })}
      />
    </>
  )
}
