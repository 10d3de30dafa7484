import { api } from '../../../api/endpoints'
import { updateMe } from '../../../api/session'
import { Card, Fact } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { useForm } from '../../../hooks/use-form'
import { useSession } from '../../../hooks/use-session'
import { identityBody, type IdentityBody } from '#shared/people'
import { FormPage } from '../form-page'

/** Name, ID number and mobile number, once; afterwards only shown masked. */
export default function IdentityPage() {
  const me = useSession()
  const form = useForm({
    schema: identityBody,
    draftKey: 'identity',
    initial: { name: '', residentIdNumber: '', mobileNumber: '' },
    memoryOnly: ['residentIdNumber'],
  })
  const save = async (key: string, body: IdentityBody) => updateMe(await api.saveIdentity(key, body))
  return (
    <FormPage
      title="身份信息"
      form={form}
      save={save}
      purpose="用来核对您本人的培训记录。培训机构只看到打星号的姓名和证号；申领时交给住建、人社部门审核。"
    >
      {me?.identity && (
        <Card title="已经填过">
          <Fact label="姓名">{me.identity.nameMasked}</Fact>
          <Fact label="身份证号">{me.identity.residentIdMasked}</Fact>
          <Fact label="手机号">{me.identity.mobileMasked}</Fact>
        </Card>
      )}
      <Card title={me?.identity ? '要改就重新填' : '照着身份证填'}>
        <TextField
          label="姓名"
          hint="和身份证上一样，中间的点也要写"
          control={form.field('name')}
          maxLength={30}
        />
        <TextField
          label="身份证号"
          hint="18位，最后一位可能是X"
          keyboard="idcard"
          control={form.field('residentIdNumber')}
          maxLength={24}
        />
        <TextField
          label="手机号"
          hint="11位，有事打得通的"
          keyboard="number"
          control={form.field('mobileNumber')}
          maxLength={16}
        />
      </Card>
    </FormPage>
  )
}
