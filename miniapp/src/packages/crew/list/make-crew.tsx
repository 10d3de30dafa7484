import { crewBody, type CrewBody } from '#shared/crews'
import { ApiProblem } from '../../../api/api-problem'
import { crewApi } from '../../../api/crew-endpoints'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { toast } from '../../../platform/toast'
import { open } from '../../../routes'

/** What people recognise the crew by when they are asked into it. */
export function MakeCrew({ onBack }: { onBack: () => void }) {
  const form = useForm({
    schema: crewBody,
    draftKey: 'crew',
    initial: { name: '', siteName: '', employerName: '' },
  })
  const make = useCommand(async (key: string, body: CrewBody) => {
    try {
      const { id } = await crewApi.makeCrew(key, body)
      form.discardDraft()
      onBack()
      await open('crew', { id })
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
  })
  const submit = () => {
    const body = form.read()
    if (body === null) toast('有几处要改，看红字')
    else void make.run(body)
  }
  return (
    <PageFrame
      title="建班组"
      footer={<PrimaryButton text="建好" busy={make.busy} busyText="正在建…" onTap={submit} />}
    >
      <Card>
        <TextField label="班组叫什么" hint="如：钢筋一班" control={form.field('name')} maxLength={20} />
        <TextField label="在哪个工地" control={form.field('siteName')} maxLength={40} />
        <TextField
          label="哪个单位的"
          hint="和工人签合同的公司，写全称"
          control={form.field('employerName')}
          maxLength={60}
        />
      </Card>
      <ProblemNotice problem={make.problem} />
      <PlainButton text="回到列表" onTap={onBack} />
    </PageFrame>
  )
}
