import { useState } from 'react'
import * as v from 'valibot'
import { contactChangeBody, type ContactChangeBody, type ContactChangeView } from '#shared/contact-change'
import { mobileNumber } from '#shared/identity'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { Card, Fact } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PhoneButton } from '../../../components/phone-button'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { toast } from '../../../platform/toast'

type Field = v.GenericSchema<string, string>

function formSchema(number: Field) {
  const { name, identityNumber } = contactChangeBody.entries
  return v.strictObject<{ name: Field; identityNumber: Field; mobileNumber: Field }>({
    name,
    identityNumber,
    mobileNumber: number,
  })
}
const typedNumber = formSchema(mobileNumber)
/** The number that WeChat vouched for waits at the server: what is left in the hidden field does not count. */
const boundNumber = formSchema(v.string())

/** Who somebody is, as it is on file, and the number that they want instead. Nothing of it is written to the phone. */
export function AskForNumber({ onAsked }: { onAsked: (change: ContactChangeView) => void }) {
  const [bound, setBound] = useState<string | null>(null)
  const form = useForm({
    schema: bound === null ? typedNumber : boundNumber,
    draftKey: 'contact-change',
    initial: { name: '', identityNumber: '', mobileNumber: '' },
    memoryOnly: ['name', 'identityNumber', 'mobileNumber'],
  })
  const ask = useCommand(async (key: string, body: ContactChangeBody) => {
    try {
      onAsked(await api.askForContactChange(key, body))
      form.discardDraft()
    } catch (problem) {
      if (problem instanceof ApiProblem) {
        form.showErrorsOf(problem)
        // It waited too long, or is the one on file: the field comes back and says so.
        if (problem.errors.some(({ pointer }) => pointer === '/mobileNumber')) setBound(null)
      }
      throw problem
    }
  })
  const submit = () => {
    const read = form.read()
    if (read === null) return toast('有几处要改，看红字')
    const { mobileNumber: typed, ...proof } = read
    void ask.run(bound === null ? { ...proof, mobileNumber: typed } : proof)
  }
  return (
    <>
      <Card title="确认是您本人">
        <TextField label="姓名" hint="填登记的那个" control={form.field('name')} maxLength={60} />
        <TextField
          label="证件号码"
          hint="填登记的那个，一天最多试5次"
          keyboard="idcard"
          control={form.field('identityNumber')}
          maxLength={24}
        />
      </Card>
      <Card title="换成哪个">
        {bound === null ? (
          <>
            <TextField
              label="新手机号"
              hint="11位，有事打得通的。自己填，或者点下面的按钮"
              keyboard="number"
              control={form.field('mobileNumber')}
              maxLength={16}
            />
            <PhoneButton onBound={setBound} />
          </>
        ) : (
          <>
            <Fact label="新手机号">{bound}，微信绑定的</Fact>
            <PlainButton text="换一个，自己填" onTap={() => setBound(null)} />
          </>
        )}
      </Card>
      <ProblemNotice problem={ask.problem} />
      <PrimaryButton text="换手机号" busy={ask.busy} onTap={submit} />
    </>
  )
}
