import { api } from '../../../api/endpoints'
import { isHelpedByFamily, updateMe } from '../../../api/session'
import { Card, Fact } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { TextField } from '../../../components/form-field'
import { PageFrame } from '../../../components/page-frame'
import { useAssisting } from '../../../hooks/use-assisting'
import { useForm } from '../../../hooks/use-form'
import { useSession } from '../../../hooks/use-session'
import { dayAndTime } from '../../../theme/dates'
import { payeeAccountBody, type PayeeAccountBody } from '#shared/people'
import { FormPage } from '../form-page'
import { DeskAccount } from './desk-account'

/** Where the money goes: a social-security card or bank card of the worker's own. */
export default function AccountPage() {
  if (useAssisting() === null) return <OwnAccount />
  return isHelpedByFamily() ? <FamilyHere /> : <DeskAccount />
}

/** Nobody in the family sets where the money goes. */
function FamilyHere() {
  return (
    <PageFrame title="收款账户">
      <Empty icon="card" title="收款卡要他自己填" text="请他在自己的手机上，到“我的→收款账户”里填。" />
    </PageFrame>
  )
}

function OwnAccount() {
  const account = useSession()?.payeeAccount ?? null
  const form = useForm({
    schema: payeeAccountBody,
    draftKey: 'account',
    initial: { bankName: '', cardNumber: '' },
    memoryOnly: ['cardNumber'],
  })
  const save = async (key: string, body: PayeeAccountBody) =>
    updateMe(await api.savePayeeAccount(key, { ...body, consent: true }))
  return (
    <FormPage
      title="收款账户"
      form={form}
      save={save}
      consent="account"
      purpose="补贴只打到您本人的卡上。卡号加密保存，别人只看到后四位。"
    >
      {account && (
        <Card title="现在的收款卡">
          <Fact label="银行">{account.bankName}</Fact>
          <Fact label="卡号">尾号{account.cardMasked.slice(-4)}</Fact>
          <Fact label="填写时间">{dayAndTime(account.confirmedAt)}</Fact>
        </Card>
      )}
      <Card title={account ? '要换就重新填' : '照着卡面填'}>
        <TextField
          label="哪家银行"
          hint="比如：中国农业银行。社保卡背面也印着银行"
          control={form.field('bankName')}
          maxLength={40}
        />
        <TextField
          label="卡号"
          hint="16到19位，社保卡要先在银行激活"
          keyboard="number"
          control={form.field('cardNumber')}
          maxLength={24}
        />
      </Card>
    </FormPage>
  )
}
