import { useState } from 'react'
import * as v from 'valibot'
import {
  correctionBody,
  correctionReasonLabels,
  correctionReasons,
  type CorrectionBody,
  type CorrectionView,
} from '#shared/identity-correction'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { ChoiceChips } from '../../../components/choice-chips'
import { FormField, TextField } from '../../../components/form-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { toast } from '../../../platform/toast'

const { name, residentIdNumber } = correctionBody.entries
const schema = v.strictObject({ name, residentIdNumber })
const reasons = correctionReasons.map((value) => ({ value, label: correctionReasonLabels[value] }))

/** Name and number as they are on the document. Nothing of it is written to the phone. */
export function AskForCorrection({ onAsked }: { onAsked: (correction: CorrectionView) => void }) {
  const [reason, setReason] = useState<CorrectionBody['reason']>('mistyped')
  const form = useForm({
    schema,
    draftKey: 'identity-correction',
    initial: { name: '', residentIdNumber: '' },
    memoryOnly: ['name', 'residentIdNumber'],
  })
  const ask = useCommand(async (key: string, body: CorrectionBody) => {
    try {
      onAsked(await api.askForCorrection(key, body))
      form.discardDraft()
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
  })
  const submit = () => {
    const read = form.read()
    if (read === null) toast('有几处要改，看红字')
    else void ask.run({ ...read, reason })
  }
  return (
    <>
      <Notice title="要住建部门核对">
        您已经有培训记录或申领，不能自己改了：防止一个人上课、另一个人领钱。申请后带证件原件到窗口，对过就改。
      </Notice>
      <Card title="照着证件填">
        <TextField
          label="姓名"
          hint="和证件上一样，中间的点也要写"
          control={form.field('name')}
          maxLength={60}
        />
        <TextField
          label="证件号码"
          hint="没写错也要填"
          keyboard="idcard"
          control={form.field('residentIdNumber')}
          maxLength={24}
        />
        <FormField label="为什么改">
          <ChoiceChips label="为什么改" choices={reasons} value={reason} onChange={setReason} />
        </FormField>
      </Card>
      <ProblemNotice problem={ask.problem} />
      <PrimaryButton text="申请更正" busy={ask.busy} onTap={submit} />
    </>
  )
}
