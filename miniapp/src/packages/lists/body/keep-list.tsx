import { useState } from 'react'
import type { EvaluationBodyView, ListedInstitutionView } from '#shared/public-lists'
import { chineseDay } from '#shared/subsidy-calendar'
import { listDeskApi, type KeptList } from '../../../api/list-endpoints'
import { programmeDate, useProgramme } from '../../../api/programme'
import { Card } from '../../../components/card'
import { DateField, TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { WhyNot } from '../../../components/why-not'
import { useCommand } from '../../../hooks/use-command'
import { useSession } from '../../../hooks/use-session'
import { keepsLists } from '../keeps-lists'

interface KeepListProps {
  list: KeptList
  of: ListedInstitutionView | EvaluationBodyView
  onKept: () => Promise<void>
}

/** For the bureaux: puts the body in its list, or takes it out. The times before stay as they are. */
export function KeepList({ list, of, onKept }: KeepListProps) {
  if (!keepsLists(useSession())) return null
  const current = of.listPeriods.find(({ until }) => until === null)
  return current ? (
    <EntryForm
      key={current.id}
      title="移出目录"
      dayLabel="在目录里的最后一天"
      dayField="/until"
      least={current.from}
      button="移出"
      save={(key, until, document) =>
        listDeskApi.endEntry(key, list, { id: of.id, entryId: current.id }, { until, document })
      }
      onSaved={onKept}
    />
  ) : (
    <EntryForm
      key={String(of.listPeriods.length)}
      title="列入目录"
      dayLabel="从哪天起"
      dayField="/from"
      button="列入"
      save={(key, from, document) => listDeskApi.addEntry(key, list, of.id, { from, document })}
      onSaved={onKept}
    />
  )
}

interface EntryFormProps {
  title: string
  dayLabel: string
  dayField: '/from' | '/until'
  /** First day that makes sense. */
  least?: string
  button: string
  save: (key: string, day: string, document: string) => Promise<null>
  onSaved: () => Promise<void>
}

function EntryForm({ title, dayLabel, dayField, least, button, save, onSaved }: EntryFormProps) {
  const today = programmeDate(useProgramme())
  const [day, setDay] = useState('')
  const [document, setDocument] = useState('')
  const command = useCommand(async (key: string, on: string, by: string) => {
    await save(key, on, by)
    await onSaved()
  })
  const errorOf = (field: string) => command.problem?.errors.find(({ pointer }) => pointer === field)?.detail
  const plain = (value: string, onInput: (text: string) => void, error?: string) => ({
    ...{ value, error, onInput, onBlur: () => undefined },
  })
  const lacking = lackOf(day, document, least)
  return (
    <Card title={title}>
      <DateField label={dayLabel} opensAt={today} control={plain(day, setDay, errorOf(dayField))} />
      <TextField
        label="依据的文件名或文号"
        control={plain(document, setDocument, errorOf('/document'))}
        maxLength={100}
      />
      <ProblemNotice problem={command.problem} />
      <WhyNot text={lacking} />
      <PrimaryButton
        text={button}
        busy={command.busy}
        disabled={lacking !== ''}
        onTap={() => void command.run(day, document.trim())}
      />
    </Card>
  )
}

function lackOf(day: string, document: string, least: string | undefined): string {
  if (day === '') return '请选日期'
  if (least !== undefined && day < least) return `不能早于列入那天（${chineseDay(least)}）`
  return document.trim() === '' ? '没有文件依据，不能改目录' : ''
}
