import { useState } from 'react'
import type { ApprenticeView } from '#shared/apprenticeships'
import { programmeDate, useProgramme } from '../../../api/programme'
import { apprenticeshipApi } from '../../../api/apprenticeship-endpoints'
import { ChoiceChips } from '../../../components/choice-chips'
import { DateField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { LineField } from '../filing/line-field'
import { NumberField } from '../filing/number-field'
import type { ProgrammeProps } from './programme'

interface SheetProps extends ProgrammeProps {
  each: ApprenticeView
  onDone: () => void
}

const results = [
  { value: 'passed', label: '考核通过' },
  { value: 'failed', label: '没通过' },
] as const

/** What the year that is open was for one apprentice. */
export function YearRecord({ each, of, query, onDone }: SheetProps) {
  const known = each.years.find(({ year }) => year === of.stage)
  const [hoursTenths, setHours] = useState<number | null>(known?.hoursTenths ?? null)
  const [result, setResult] = useState<(typeof results)[number]['value'] | null>(null)
  const send = useCommand(async (key: string, tenths: number, hasPassed: boolean) => {
    const body = { apprenticeId: each.id, year: of.stage, hoursTenths: tenths, hasPassed }
    query.replace(await apprenticeshipApi.recordYear(key, of.id, body))
    onDone()
  })
  return (
    <>
      <NumberField label="学了多少课时" scale={10} value={hoursTenths} onChange={setHours} />
      <ChoiceChips label="考核" choices={results} value={result} onChange={setResult} />
      <ProblemNotice problem={send.problem} />
      <PrimaryButton
        text="记下"
        busy={send.busy}
        disabled={hoursTenths === null || result === null}
        onTap={() => {
          if (hoursTenths !== null && result !== null) void send.run(hoursTenths, result === 'passed')
        }}
      />
    </>
  )
}

/** From which day on somebody is not there any more. */
export function Leaving({ each, of, query, onDone }: SheetProps) {
  const today = programmeDate(useProgramme())
  const [leftOn, setLeftOn] = useState('')
  const [reason, setReason] = useState('')
  const send = useCommand(async (key: string) => {
    const body = { apprenticeId: each.id, leftOn, reason: reason.trim() }
    query.replace(await apprenticeshipApi.noteLeaving(key, of.id, body))
    onDone()
  })
  const errorAt = (pointer: string) => send.problem?.errors.find((found) => found.pointer === pointer)?.detail
  return (
    <>
      <DateField
        label="从哪天起不来了"
        until={today}
        control={{ value: leftOn, error: errorAt('/leftOn'), onInput: setLeftOn, onBlur: () => undefined }}
      />
      <LineField
        label="为什么"
        value={reason}
        maxLength={100}
        error={errorAt('/reason')}
        onChange={setReason}
      />
      <ProblemNotice problem={send.problem} />
      <PrimaryButton
        text="登记退出"
        busy={send.busy}
        disabled={leftOn === '' || reason.trim() === ''}
        onTap={() => void send.run()}
      />
    </>
  )
}
