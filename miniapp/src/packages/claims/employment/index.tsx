import { api } from '../../../api/endpoints'
import { programmeDate, useProgramme } from '../../../api/programme'
import { updateMe } from '../../../api/session'
import { Card } from '../../../components/card'
import { ChoiceChips } from '../../../components/choice-chips'
import { DateField, FormField, TextField } from '../../../components/form-field'
import { useForm } from '../../../hooks/use-form'
import { useSession } from '../../../hooks/use-session'
import {
  employmentBody,
  employmentProofKinds,
  employmentProofLabels,
  type EmploymentBody,
} from '#shared/people'
import { FormPage } from '../form-page'

/** Proof of being 企业职工, which clauses （九） and （十） ask for. */
export default function EmploymentPage() {
  const employment = useSession()?.employment ?? null
  const today = programmeDate(useProgramme())
  const form = useForm({
    schema: employmentBody,
    draftKey: 'employment',
    initial: {
      employerName: employment?.employerName ?? '',
      proofKind: employment?.proofKind ?? '',
      proofNumber: employment?.proofNumber ?? '',
      employedSince: employment?.employedSince ?? '',
    },
  })
  const save = async (key: string, body: EmploymentBody) => updateMe(await api.saveEmployment(key, body))
  const proof = form.field('proofKind')
  const known = employmentProofKinds.find((kind) => kind === proof.value) ?? null
  return (
    <FormPage
      title="用人单位"
      form={form}
      save={save}
      purpose="有的补贴只发给企业职工（文件第（九）（十）条）。劳动合同、社保、工地实名制，有一样就行。"
    >
      <Card>
        <TextField label="单位名称" hint="和合同或工牌上的一样" control={form.field('employerName')} />
        <FormField label="用什么证明" error={proof.error}>
          <ChoiceChips
            label="用什么证明"
            choices={employmentProofKinds.map((value) => ({ value, label: employmentProofLabels[value] }))}
            value={known}
            onChange={proof.onInput}
          />
        </FormField>
        <TextField
          label="证明上的编号"
          hint="合同编号、社保编号或实名制编号"
          control={form.field('proofNumber')}
          maxLength={40}
        />
        <DateField label="从哪天开始在这个单位" control={form.field('employedSince')} until={today} />
      </Card>
    </FormPage>
  )
}
