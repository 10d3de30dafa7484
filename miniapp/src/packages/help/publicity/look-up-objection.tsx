import { useState } from 'react'
import { objectionOutcomeLabels, type ObjectionStanding } from '#shared/objections'
import { chineseDay } from '#shared/subsidy-calendar'
import { publicityApi } from '../../../api/publicity-endpoints'
import { Card, Fact } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { dayAndTime } from '../../../theme/dates'

/** What came of an objection, for whoever kept its code. */
export function LookUpObjection() {
  const [code, setCode] = useState('')
  const [found, setFound] = useState<ObjectionStanding | null>(null)
  const ask = useCommand(async (_key: string, typed: string) => {
    setFound(null)
    setFound(await publicityApi.standing(typed))
  })
  const error = ask.problem?.errors[0]?.detail
  return (
    <>
      <Card title="查询码">
        <TextField
          label="提异议时给您的20个字母和数字"
          control={{ value: code, error, onInput: setCode, onBlur: () => undefined }}
          maxLength={30}
        />
        {error === undefined && <ProblemNotice problem={ask.problem} />}
        <PrimaryButton
          text="查答复"
          busy={ask.busy}
          disabled={code.trim() === ''}
          onTap={() => void ask.run(code.trim())}
        />
      </Card>
      {found && <Standing of={found} />}
    </>
  )
}

function Standing({ of: { filedAt, dueOn, answer } }: { of: ObjectionStanding }) {
  return (
    <Card title={answer ? objectionOutcomeLabels[answer.outcome] : '还在核实'}>
      <Fact label="提交">{dayAndTime(filedAt)}</Fact>
      {answer ? (
        <>
          <Fact label="答复">{answer.text}</Fact>
          <Fact label="时间">{dayAndTime(answer.at)}</Fact>
        </>
      ) : (
        <Fact label="最晚">{dueOn === null ? '尽快答复' : `${chineseDay(dueOn)}答复`}</Fact>
      )}
    </Card>
  )
}
