import { useState } from 'react'
import * as v from 'valibot'
import type { FieldError } from '#shared/problem'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { updateMe } from '../../../api/session'
import { Card, Fact, ListRow } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { IdCardPhoto } from '../../../components/id-card-photo'
import { PhoneButton } from '../../../components/phone-button'
import { PlainButton } from '../../../components/primary-button'
import { useForm } from '../../../hooks/use-form'
import { useSession } from '../../../hooks/use-session'
import { identityBody, type IdentityBody } from '#shared/people'
import { open } from '../../../routes'
import { FormPage } from '../form-page'

type Field = v.GenericSchema<string, string>

function formSchema(mobileNumber: Field) {
  const { name, residentIdNumber } = identityBody.entries
  return v.strictObject<{ name: Field; residentIdNumber: Field; mobileNumber: Field }>({
    name,
    residentIdNumber,
    mobileNumber,
  })
}
const typedNumber = formSchema(identityBody.entries.mobileNumber)
/** The number is at the server, on file or vouched for by WeChat: what is left in the hidden field does not count. */
const boundNumber = formSchema(v.string())

/** Name, ID number and mobile number, once; afterwards only shown masked. */
export default function IdentityPage() {
  const me = useSession()
  const [bound, setBound] = useState<string | null>(null)
  const onFile = me?.identity ?? null
  const isTyped = onFile === null && bound === null
  const form = useForm({
    schema: isTyped ? typedNumber : boundNumber,
    draftKey: 'identity',
    initial: { name: '', residentIdNumber: '', mobileNumber: '' },
    memoryOnly: ['residentIdNumber'],
  })
  const save = async (key: string, { mobileNumber, ...identity }: IdentityBody) => {
    try {
      const agreed = { ...identity, consent: true as const }
      updateMe(await api.saveIdentity(key, isTyped ? { ...agreed, mobileNumber } : agreed))
    } catch (problem) {
      // It waited too long: the field comes back and says so.
      if (problem instanceof ApiProblem && problem.errors.some(isAboutMobile)) setBound(null)
      throw problem
    }
  }
  return (
    <FormPage
      title="身份信息"
      form={form}
      save={save}
      consent="identity"
      purpose="用来核对您本人的培训记录。培训机构只看到打星号的姓名和证号；申领时交给住建、人社部门审核。"
    >
      {onFile && (
        <Card title="已经填过">
          <Fact label="姓名">{onFile.nameMasked}</Fact>
          <Fact label="身份证号">{onFile.residentIdMasked}</Fact>
          <Fact label="手机号">{onFile.mobileMasked}</Fact>
          <ListRow
            icon="phone"
            title="换手机号"
            note="换号要等几天，防止别人冒用"
            onTap={() => void open('contactChange', {})}
          />
        </Card>
      )}
      {!onFile && (
        <Card title="在别的微信上填过？">
          <ListRow
            icon="user"
            title="换了微信"
            note="不用重填，把原来的账号换到这个微信"
            onTap={() => void open('accountMove', {})}
          />
        </Card>
      )}
      <Card title={onFile ? '要改就重新填' : '照着身份证填'}>
        <IdCardPhoto
          onRead={({ name, identityNumber }) => {
            if (name !== '') form.field('name').onInput(name)
            if (identityNumber !== '') form.field('residentIdNumber').onInput(identityNumber)
          }}
        />
        <TextField
          label="姓名"
          hint="和身份证上一样，中间的点也要写"
          control={form.field('name')}
          maxLength={60}
        />
        <TextField
          label="身份证号"
          hint="18位，最后一位可能是X。港澳台的填居住证或通行证号码"
          keyboard="idcard"
          control={form.field('residentIdNumber')}
          maxLength={24}
        />
        {isTyped && (
          <>
            <TextField
              label="手机号"
              hint="11位，有事打得通的。自己填，或者点下面的按钮"
              keyboard="number"
              control={form.field('mobileNumber')}
              maxLength={16}
            />
            <PhoneButton onBound={setBound} />
          </>
        )}
        {onFile === null && bound !== null && (
          <>
            <Fact label="手机号">{bound}，微信绑定的</Fact>
            <PlainButton text="换一个，自己填" onTap={() => setBound(null)} />
          </>
        )}
      </Card>
    </FormPage>
  )
}

function isAboutMobile({ pointer }: FieldError): boolean {
  return pointer === '/mobileNumber'
}
