import { useState } from 'react'
import * as v from 'valibot'
import { Text } from '@tarojs/components'
import { beginVisitBody, type BeginVisitBody, type VisitView } from '#shared/service-desk'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { CheckRow } from '../../../components/check-row'
import { TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { toast } from '../../../platform/toast'

const { name, identityNumber, mobileNumber } = beginVisitBody.entries
const schema = v.strictObject({
  name,
  identityNumber,
  mobileNumber: v.union([v.literal(''), mobileNumber.wrapped]),
})
const agreed = '念给本人听，本人同意'

/** Who stands there, by the document; nothing of it is written to this machine. */
export function BeginVisit({
  title,
  onBegun,
  onBack,
}: {
  title: string
  onBegun: (visit: VisitView) => void
  onBack: () => void
}) {
  const [consent, setConsent] = useState(false)
  const form = useForm({
    schema,
    draftKey: 'desk-visit',
    initial: { name: '', identityNumber: '', mobileNumber: '' },
    memoryOnly: ['name', 'identityNumber', 'mobileNumber'],
  })
  const begin = useCommand(async (key: string, body: BeginVisitBody) => {
    try {
      const visit = await api.beginVisit(key, body)
      for (const field of ['name', 'identityNumber', 'mobileNumber'] as const) form.field(field).onInput('')
      form.discardDraft()
      onBegun(visit)
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
  })
  const submit = () => {
    const read = form.read()
    if (read === null) return toast('有几处要改，看红字')
    if (!consent) return toast('先念给本人听，同意再办')
    const { mobileNumber: typed, ...papers } = read
    void begin.run({ ...papers, ...(typed === '' ? {} : { mobileNumber: typed }), consent: true })
  }
  return (
    <PageFrame
      title={title}
      footer={<PrimaryButton text="下一步" busy={begin.busy} busyText="正在核对…" onTap={submit} />}
    >
      <Card title="照着证件原件填">
        <TextField label="姓名" control={form.field('name')} maxLength={60} />
        <TextField label="证件号码" keyboard="idcard" control={form.field('identityNumber')} maxLength={24} />
        <TextField
          label="本人手机号"
          hint="第一次来的要填，老人机也行。登记过的不用填，验证码发到登记的号"
          keyboard="number"
          control={form.field('mobileNumber')}
          maxLength={16}
        />
      </Card>
      <Card title={agreed}>
        <Text>窗口能看到您的培训和申领，替您报名、申领；每一步都记下来，您以后都能查。办事不收钱。</Text>
        <CheckRow checked={consent} label={agreed} onToggle={() => setConsent(!consent)}>
          <Text>本人同意</Text>
        </CheckRow>
      </Card>
      <ProblemNotice problem={begin.problem} />
      <PlainButton text="回到列表" onTap={onBack} />
    </PageFrame>
  )
}
