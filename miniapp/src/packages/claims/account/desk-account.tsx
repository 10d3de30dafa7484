import { deskAccountBody, type DeskAccountBody } from '#shared/service-desk'
import { api } from '../../../api/endpoints'
import { updateMe } from '../../../api/session'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { toast } from '../../../platform/toast'
import { FormPage } from '../form-page'

const CODE_AND_A_SPACE = 7

/** At the service desk: the account goes with a code that the person reads off their own phone. */
export function DeskAccount() {
  const form = useForm({
    schema: deskAccountBody,
    draftKey: 'desk-account',
    initial: { bankName: '', cardNumber: '', code: '' },
    memoryOnly: ['bankName', 'cardNumber', 'code'],
  })
  const ask = useCommand(async () => {
    await api.sendDeskAccountCode()
    toast('已发到本人手机')
  })
  const save = async (key: string, body: DeskAccountBody) => updateMe(await api.saveDeskAccount(key, body))
  return (
    <FormPage title="收款账户" form={form} save={save} purpose="只能登记来人自己的卡，要他念手机上的验证码。">
      <Card title="照着卡面填">
        <TextField label="哪家银行" control={form.field('bankName')} maxLength={40} />
        <TextField label="卡号" keyboard="number" control={form.field('cardNumber')} maxLength={24} />
        <PlainButton
          text="发验证码到本人手机"
          busy={ask.busy}
          busyText="正在发…"
          onTap={() => void ask.run()}
        />
        <TextField
          label="6位验证码"
          keyboard="number"
          control={form.field('code')}
          maxLength={CODE_AND_A_SPACE}
        />
      </Card>
      <ProblemNotice problem={ask.problem} />
    </FormPage>
  )
}
